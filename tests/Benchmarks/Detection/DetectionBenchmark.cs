using System.CommandLine;
using System.Diagnostics;
using MathNet.Numerics.Statistics;
using Sandglass;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Training;
using Sandglass.Runtime;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Benchmarks.Detection;

/// <summary>Seconds of a training step and of an evaluation of SSDLite320 and of the small detector, both backbones, on drawn pictures.</summary>
internal static class DetectionBenchmark
{
    private const int ObjectsPerImage = 3;

    internal static Command Create()
    {
        var rounds = Smoke.Number("--rounds", "rounds, of which the median is shown", 5, 1);
        var batch = Smoke.Number("--batch", "pictures a step", 8, 2);
        var threads = Smoke.Number("--threads", "libtorch's threads", 1, 1);
        var command = new Command("detection", "Training steps and evaluations of SSDLite320 and the small detector.") { rounds, batch, threads, Smoke.Option };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(batch), parsed.GetValue(threads)));
        return command;
    }

    private static void Run(int rounds, int batch, int threads)
    {
        TorchRuntime.Start(threads);
        var table = new TextColumns(
            $"batches of {batch}, ms a picture (median, least)", "parameters", "multiply-adds", "priors", "training step", "of it matching, loss", "evaluation", "of it decoding, suppression");
        foreach (var plan in (DetectorPlan[])[
            SsdLite.MobileNetV2(), SsdLite.MobileNeXt(), SmallDetector.Plan(BlockFamily.InvertedResidual), SmallDetector.Plan(BlockFamily.Sandglass)])
        {
            table.Add([plan.Name, .. Measure(plan, rounds, batch)]);
        }

        table.Write(Console.Out);
    }

    private static string[] Measure(DetectorPlan plan, int rounds, int batch)
    {
        using var scope = NewDisposeScope();
        using var detector = new Detector(plan, new RandomStreams(1));
        using var optimizer = new WeightOptimizer(detector, DetectionPreset.Standard.Recipe);
        var images = ChannelsLast.Of(randn([batch, plan.InputChannels, plan.Resolution, plan.Resolution]));
        var objects = Objects(plan.Classes, batch);
        var (priors, coding, loss) = (plan.PriorBoxes(), BoxCoding.Of(plan.Priors), new List<double>());
        void Step()
        {
            using var step = NewDisposeScope();
            detector.train();
            optimizer.ZeroGradients();
            var output = detector.call(images);
            var start = Stopwatch.GetTimestamp();
            var total = MultiBoxLoss.Of(output, MultiBoxTargets.Of(objects, priors, coding)).Total();
            loss.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds / batch);
            total.backward();
            optimizer.Step(1e-3);
        }

        void Scores()
        {
            using var evaluation = NewDisposeScope();
            using var noGrad = no_grad();
            detector.eval();
            detector.call(images).Scores.softmax(2);
        }

        var training = Timed(rounds, batch, Step);
        var evaluation = Timed(rounds, batch, () => detector.Detect(images, new SuppressionRule()));
        var network = Timed(rounds, batch, Scores);
        var count = DetectorCounter.Count(plan);
        return
        [
            $"{count.Parameters:n0}",
            $"{count.MultiplyAdds:n0}",
            $"{priors.Length:n0}",
            Text(training),
            Text([.. loss.Skip(1)]),
            Text(evaluation),
            $"{Math.Max(0, evaluation.Median() - network.Median()):0.00}",
        ];
    }

    private static LabelledBox[][] Objects(int classes, int batch)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, batch).Select(_ => Enumerable.Range(0, ObjectsPerImage).Select(_ =>
            {
                var (x, y, side) = ((float)random.NextDouble() * 0.6f, (float)random.NextDouble() * 0.6f, 0.1f + ((float)random.NextDouble() * 0.3f));
                return new LabelledBox(new Box(x, y, x + side, y + side), random.Next(classes));
            }).ToArray()),
        ];
    }

    private static List<double> Timed(int rounds, int batch, Action way)
    {
        way(); // compiles, allocates
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            way();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds / batch);
        }

        return times;
    }

    private static string Text(IReadOnlyCollection<double> times) => $"{times.Median():0.00} ({times.Min():0.00})";
}

using System.CommandLine;
using MathNet.Numerics.Statistics;
using Sandglass;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Networks;
using Sandglass.Runtime;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Benchmarks.Detection;

/// <summary>
/// Seconds of a training step and of an evaluation of SSDLite320 and of the small detector, both backbones, on drawn
/// pictures, by libtorch and by the fused kernels.
/// </summary>
internal static class DetectionBenchmark
{
    private const int ObjectsPerImage = 3;

    internal static Command Create()
    {
        var rounds = Smoke.Number("--rounds", "rounds, of which the median is shown", 5, 1);
        var batch = Smoke.Number("--batch", "pictures a step", 8, 2);
        var threads = Smoke.Number("--threads", "libtorch's threads", 1, 1);
        var command = new Command("detection", "Training steps and evaluations of SSDLite320 and the small detector, by libtorch and by the fused kernels.") { rounds, batch, threads, Smoke.Option };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(batch), parsed.GetValue(threads)));
        return command;
    }

    private static void Run(int rounds, int batch, int threads)
    {
        TorchRuntime.Start(threads);
        var table = new TextColumns(
            $"batches of {batch}, ms a picture (median, least)", "parameters", "multiply-adds", "priors", "training step", "of it matching, loss", "evaluation", "of it decoding, suppression", "losses differ");
        foreach (var plan in (DetectorPlan[])[
            SsdLite.MobileNetV2(), SsdLite.MobileNeXt(), SmallDetector.Plan(BlockFamily.InvertedResidual), SmallDetector.Plan(BlockFamily.Sandglass)])
        {
            Measure(table, plan, rounds, batch);
        }

        table.Write(Console.Out);
    }

    // The backends take turns, step by step, so that a busy spell hits both.
    private static void Measure(TextColumns table, DetectorPlan plan, int rounds, int batch)
    {
        using var scope = NewDisposeScope();
        var images = ChannelsLast.Of(randn([batch, plan.InputChannels, plan.Resolution, plan.Resolution]));
        var objects = Objects(plan.Classes, batch);
        using var libtorch = new DetectionSide(plan, images, objects, fused: false);
        using var fused = new DetectionSide(plan, images, objects, fused: true);
        DetectionSide[] sides = [libtorch, fused];
        for (var round = -1; round < rounds; round++) // the first compiles, allocates
        {
            Array.ForEach(sides, side => side.Take(counts: round >= 0));
        }

        var count = DetectorCounter.Count(plan);
        table.Add(
        [
            $"{plan.Name}, {Backends.LibTorch}", $"{count.Parameters:n0}", $"{count.MultiplyAdds:n0}", $"{plan.PriorBoxes().Length:n0}", .. libtorch.Cells(), "-",
        ]);
        table.Add(
        [
            $"{plan.Name}, {Backends.Fused}", "", "", "", .. fused.Cells(), $"{Math.Abs(fused.FirstLoss - libtorch.FirstLoss):0.0e+0}",
        ]);
        table.Add(["  ratio", "", "", "", Ratio(side => side.Training), "", Ratio(side => side.Evaluation), "", ""]);

        string Ratio(Func<DetectionSide, List<double>> of) => $"{of(libtorch).Zip(of(fused), (theirs, ours) => theirs / ours).Median():0.00}";
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
}

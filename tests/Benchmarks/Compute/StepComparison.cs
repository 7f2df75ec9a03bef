using System.Diagnostics;
using Benchmarks.Training;
using MathNet.Numerics.Statistics;
using Sandglass;
using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Benchmarks.Compute;

/// <summary>Training steps of one network by libtorch and by the fused kernels, in turns.</summary>
/// <param name="Name">The family.</param>
/// <param name="Batch">Images a step.</param>
/// <param name="LibTorch">Seconds of each phase, one array a step.</param>
/// <param name="Fused">The same for the fused kernels.</param>
/// <param name="LossDifference">The greatest between the two.</param>
internal sealed record StepComparison(
    string Name, int Batch, IReadOnlyList<double[]> LibTorch, IReadOnlyList<double[]> Fused, double LossDifference)
{
    private const int WarmUp = 3;

    internal static StepComparison Measure(BlockFamily family, int rounds, bool smoke)
    {
        var subject = TrainingCase.Of(family, smoke);
        var batch = smoke ? 8 : 128;
        using var libtorch = new Side(subject, fused: false);
        using var fused = new Side(subject, fused: true);
        using var random = new Generator(1);
        var (theirs, ours, apart) = (new List<double[]>(), new List<double[]>(), 0.0);
        for (var i = -WarmUp; i < rounds; i++)
        {
            using var scope = NewDisposeScope();
            var images = randn([batch, subject.Plan.InputChannels, subject.Plan.Resolution, subject.Plan.Resolution], generator: random);
            var labels = randint(0, subject.Plan.Classes, [batch], generator: random);
            var ((secondsA, lossA), (secondsB, lossB)) = (libtorch.Step(images, labels), fused.Step(images, labels));
            apart = i == -WarmUp ? Math.Abs(lossA - lossB) : apart;
            if (i >= 0)
            {
                theirs.Add(secondsA);
                ours.Add(secondsB);
            }
        }

        return new StepComparison(subject.Name, batch, theirs, ours, apart);
    }

    internal string[] Cells()
    {
        double[] theirs = [.. LibTorch.Select(phases => phases.Sum())], ours = [.. Fused.Select(phases => phases.Sum())];
        return
        [
            Name, ComputeBenchmark.Ms(theirs), ComputeBenchmark.Ms(ours), $"{theirs.Zip(ours, (a, b) => a / b).Median():0.00}",
            $"{Batch / theirs.Median():0} → {Batch / ours.Median():0}",
            .. Enumerable.Range(0, 3).Select(phase => ComputeBenchmark.Ms([.. Fused.Select(phases => phases[phase])])),
            $"{LossDifference:0.0e+0}",
        ];
    }

    private sealed class Side : IDisposable
    {
        private readonly BottleneckNetwork _network;
        private readonly WeightOptimizer _optimizer;
        private readonly Recipe _recipe;

        internal Side(TrainingCase subject, bool fused)
        {
            _recipe = subject.Recipe;
            _network = new BottleneckNetwork(subject.Plan, new RandomStreams(TrainingCase.Seed), _recipe.Initialization);
            if (fused)
            {
                FusedLayers.In(_network);
            }

            _network.train();
            _optimizer = new WeightOptimizer(_network, _recipe);
        }

        internal (double[] Seconds, double Loss) Step(Tensor images, Tensor labels)
        {
            using var scope = NewDisposeScope();
            var start = Stopwatch.GetTimestamp();
            _optimizer.ZeroGradients();
            var loss = F.cross_entropy(_network.call(images), labels, label_smoothing: _recipe.LabelSmoothing);
            var value = loss.ReadSingle();
            var forward = Stopwatch.GetTimestamp();
            loss.backward();
            var backward = Stopwatch.GetTimestamp();
            _optimizer.Step(0.05);
            return (
                [Stopwatch.GetElapsedTime(start, forward).TotalSeconds, Stopwatch.GetElapsedTime(forward, backward).TotalSeconds, Stopwatch.GetElapsedTime(backward).TotalSeconds],
                value);
        }

        public void Dispose()
        {
            _optimizer.Dispose();
            _network.Dispose();
        }
    }
}

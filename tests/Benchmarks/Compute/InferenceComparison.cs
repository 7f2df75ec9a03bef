using System.Diagnostics;
using Benchmarks.Training;
using MathNet.Numerics.Statistics;
using Sandglass;
using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Benchmarks.Compute;

/// <summary>
/// Evaluation of one network by libtorch and by the fused kernels, which read each map through its BatchNorm and
/// activation, in turns.
/// </summary>
/// <param name="Name">The family.</param>
/// <param name="Batch">Images a call.</param>
/// <param name="LibTorch">Seconds of a call, one number a round.</param>
/// <param name="Fused">The same for the fused kernels.</param>
/// <param name="Difference">The greatest between the scores of the two, over the greatest score.</param>
internal sealed record InferenceComparison(string Name, int Batch, IReadOnlyList<double> LibTorch, IReadOnlyList<double> Fused, double Difference)
{
    internal static InferenceComparison Measure(BlockFamily family, int batch, int rounds, bool smoke)
    {
        var subject = TrainingCase.Of(family, smoke);
        var calls = smoke ? 1 : Math.Max(1, 128 / batch); // so that a round of single images is as long as one of a batch
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var libtorch = Network(subject);
        using var fused = Network(subject);
        FusedLayers.In(fused);
        using var random = new Generator(1);
        var images = ChannelsLast.Of(randn([batch, subject.Plan.InputChannels, subject.Plan.Resolution, subject.Plan.Resolution], generator: random));
        var (theirs, ours) = (new List<double>(), new List<double>());
        for (var round = -1; round < rounds; round++) // the first compiles
        {
            var (a, b) = (Seconds(libtorch, images, calls), Seconds(fused, images, calls));
            if (round >= 0)
            {
                theirs.Add(a);
                ours.Add(b);
            }
        }

        var scores = libtorch.call(images);
        var apart = (scores - fused.call(images)).abs().max().ReadSingle() / scores.abs().max().ReadSingle();
        return new InferenceComparison(subject.Name, batch, theirs, ours, apart);
    }

    internal string[] Cells() =>
    [
        $"{Name}, batch {Batch}", Ms(LibTorch), Ms(Fused), $"{LibTorch.Zip(Fused, (a, b) => a / b).Median():0.00}",
        $"{Batch / LibTorch.Median():0} → {Batch / Fused.Median():0}", $"{Difference:0.0e+0}",
    ];

    private static string Ms(IReadOnlyList<double> seconds) => $"{1e3 * seconds.Median():0.00} ({1e3 * seconds.Min():0.00})";

    private static BottleneckNetwork Network(TrainingCase subject)
    {
        var network = new BottleneckNetwork(subject.Plan, new RandomStreams(TrainingCase.Seed), subject.Recipe.Initialization);
        network.eval();
        return network;
    }

    private static double Seconds(BottleneckNetwork network, Tensor images, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            using var scope = NewDisposeScope();
            network.call(images);
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }
}

using Benchmarks.Training;
using Sandglass.Analysis.Gradients;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Benchmarks.Confusion;

/// <summary>Three ways over the same samples with the same network in evaluation mode.</summary>
internal sealed class SampleWays : IDisposable
{
    private readonly int _count;
    private readonly BottleneckNetwork _network;
    private readonly Batch _together;
    private readonly IReadOnlyList<Batch> _single;

    internal SampleWays(TrainingCase subject, int count)
    {
        _count = count;
        using var data = subject.Preset.LoadData();
        var normalization = Normalization.Of(data.Training);
        var streams = new RandomStreams(TrainingCase.Seed);
        _network = new BottleneckNetwork(subject.Plan, streams, Initialization.FanOut);
        _together = ConfusionBatches.Draw(data.Training, normalization, 1, count, streams)[0];
        _single = ConfusionBatches.Draw(data.Training, normalization, count, 1, streams);
        Floor(_network, _together.Images, _together.Labels, training: true); // statistics that fit the images a little
    }

    internal GradientGram OnePass() => GradientConfusion.OfSamples(_network, _together);

    internal GradientGram Loop() => GradientConfusion.OfSamplesOneByOne(_network, _single);

    internal void Floor() => Floor(_network, _together.Images, _together.Labels);

    /// <summary>Greatest difference of the two matrices over the gradients' norms.</summary>
    /// <param name="microBatch">Samples that go through the network at once in the first.</param>
    internal double Difference(int microBatch)
    {
        var first = GradientConfusion.OfSamples(_network, _together, new ConfusionSettings { MicroBatch = microBatch });
        var (a, b) = (first.Of(GradientGram.All).Products, Loop().Of(GradientGram.All).Products);
        return Enumerable.Range(0, _count * _count).Max(i =>
        {
            var (row, column) = (i / _count, i % _count);
            return Math.Abs(a[row, column] - b[row, column]) / Math.Sqrt(b[row, row] * b[column, column]);
        });
    }

    /// <summary>An ordinary pass, forward and backward.</summary>
    internal static void Floor(BottleneckNetwork network, Tensor images, Tensor labels, bool training = false)
    {
        using var scope = NewDisposeScope();
        network.train(training);
        network.zero_grad();
        F.cross_entropy(network.call(images), labels, label_smoothing: 0.1).backward();
    }

    public void Dispose()
    {
        _network.Dispose();
        _together.Dispose();
        foreach (var batch in _single)
        {
            batch.Dispose();
        }
    }
}

using System.Diagnostics;
using Sandglass;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Workbench.Planning;

/// <summary>
/// How fast a core or a GPU trains, in multiply-adds a second. What a training step does is three times its forward pass: a
/// backward pass counts as two. Other networks are taken to run at the speed of the one that was timed.
/// </summary>
/// <param name="MultiplyAdds">Multiply-adds a second, forward and backward.</param>
/// <param name="ImagesPerSecond">Images a second of the network that was timed.</param>
/// <param name="Source">How it is known, in words.</param>
internal sealed record TrainingSpeed(Interval MultiplyAdds, Interval ImagesPerSecond, string Source)
{
    /// <summary>Forward pass, and backward as two.</summary>
    public const int ForwardAndBackward = 3;

    private const int Steps = 6;
    private const int Batch = 16;

    /// <summary>A speed that the user states.</summary>
    /// <param name="imagesPerSecond">Training images a second.</param>
    /// <param name="network">Of which network.</param>
    public static TrainingSpeed Stated(double imagesPerSecond, NetworkPlan network) =>
        Of(Interval.Exactly(imagesPerSecond), network, FormattableString.Invariant($"{imagesPerSecond} images a second of {network.Name}, as stated"));

    /// <summary>Trains some steps on one core of this machine, and times each but the first.</summary>
    /// <param name="network">The network.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static TrainingSpeed Measure(NetworkPlan network, CancellationToken cancellation)
    {
        using var images = Noise(network);
        var spec = new RunSpec(new Classification(network), new Recipe { Epochs = 1, BatchSize = Batch, Warmup = null }, DataIdentity.Of(images), Seed: 1);
        using var trainer = new Trainer(spec, images);
        trainer.Training.BeginEpoch(1, isFresh: true);
        var (clock, rates) = (Stopwatch.StartNew(), new List<double>());
        foreach (var _ in trainer.Training.Steps(1, 0, new PhaseClock(null)))
        {
            rates.Add(Batch / clock.Elapsed.TotalSeconds);
            Interruption.Check(cancellation);
            clock.Restart();
        }

        var timed = rates.Skip(1).ToArray();
        return Of(
            new Interval(timed.Min(), timed.Max()),
            network,
            $"{new Interval(timed.Min(), timed.Max()).Words} images a second of {network.Name}, measured now on one core: the slowest and the fastest of {Steps} steps of {Batch} images");
    }

    private static TrainingSpeed Of(Interval imagesPerSecond, NetworkPlan network, string source) =>
        new(imagesPerSecond * (ForwardAndBackward * (double)Counter.Count(network).MultiplyAdds), imagesPerSecond, source);

    private static DatasetSplits Noise(NetworkPlan network)
    {
        ImageDataset Some(string name, int count)
        {
            var pixels = new byte[count * network.InputChannels * network.Resolution * network.Resolution];
            new Random(1).NextBytes(pixels);
            return ImageDataset.FromBytes(
                name, [.. Enumerable.Range(0, network.Classes).Select(label => $"{label}")], pixels, (network.InputChannels, network.Resolution, network.Resolution), new byte[count]);
        }

        return new DatasetSplits(Some("training", Batch * (Steps + 1)), Some("validation", 1), Some("test", 1));
    }
}

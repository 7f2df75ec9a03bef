using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;

namespace Sandglass.Analysis.Gradients;

/// <summary>
/// Measures gradient confusion. A measurement leaves no trace: mode, BatchNorm's statistics, dropout stream and the
/// parameters' gradients are afterwards what they were. Probes that are open take part, so a network with its shortcuts
/// cut can be measured. Mini-batch and per-sample results are not comparable: averaging scales η by 1/B².
/// </summary>
internal static class GradientConfusion
{
    /// <summary>Gradients of single samples, BatchNorm in evaluation mode, in one batched pass.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">K images with labels.</param>
    /// <param name="settings">Null: the default ones.</param>
    /// <exception cref="WorkbenchException">A setting is out of range.</exception>
    public static GradientGram OfSamples(BottleneckNetwork network, Batch samples, ConfusionSettings? settings = null)
    {
        using var undisturbed = new UndisturbedNetwork(network, training: false);
        return new SampleGradients(network, (settings ?? new ConfusionSettings()).Validated()).Gram(samples);
    }

    /// <summary>Gradients of mini-batches, BatchNorm in training mode.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batches">K mini-batches; not disposed.</param>
    /// <param name="streams">Where dropout masks come from, if the plan has dropout.</param>
    /// <param name="settings">Null: the default ones.</param>
    /// <exception cref="WorkbenchException">A setting is out of range.</exception>
    public static GradientGram OfBatches(
        BottleneckNetwork network, IReadOnlyList<Batch> batches, RandomStreams streams, ConfusionSettings? settings = null)
    {
        using var undisturbed = new UndisturbedNetwork(network, training: true);
        return new BatchGradients(network, batches, streams, (settings ?? new ConfusionSettings()).Validated()).Gram();
    }

    /// <summary>The result of <see cref="OfSamples"/> by a loop: one pass a sample. For checks and benchmarks.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">Batches of one image.</param>
    /// <param name="settings">Null: the default ones.</param>
    /// <exception cref="WorkbenchException">A setting is out of range.</exception>
    public static GradientGram OfSamplesOneByOne(
        BottleneckNetwork network, IReadOnlyList<Batch> samples, ConfusionSettings? settings = null)
    {
        using var undisturbed = new UndisturbedNetwork(network, training: false);
        return new BatchGradients(network, samples, new RandomStreams(0), (settings ?? new ConfusionSettings()).Validated()).Gram();
    }
}

/// <summary>How gradients are computed. Results of different settings are not comparable.</summary>
internal sealed record ConfusionSettings
{
    /// <summary>Share of the target spread evenly over all classes: the recipe's.</summary>
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>Samples that go through the network at once; affects memory and speed, not the result.</summary>
    public int MicroBatch { get; init; } = 64;

    /// <summary>Bytes that mini-batch gradients may take at once. Where K gradients need more, some are computed again.</summary>
    public long GradientBytes { get; init; } = 1L << 30;

    /// <summary>Checks every number.</summary>
    /// <returns>These settings.</returns>
    /// <exception cref="WorkbenchException">A number is out of range.</exception>
    internal ConfusionSettings Validated() => this is { LabelSmoothing: >= 0 and < 1, MicroBatch: > 0, GradientBytes: > 0 }
        ? this
        : throw new WorkbenchException(
            $"gradients cannot be computed: label smoothing lies in [0, 1), micro-batch and bytes are positive, not {LabelSmoothing}, {MicroBatch}, {GradientBytes}");
}

/// <summary>The images that gradients are taken of: drawn once by name, unchanged but for normalisation.</summary>
internal static class ConfusionBatches
{
    /// <summary>Mini-batches of different images. The caller disposes each.</summary>
    /// <param name="dataset">The training images.</param>
    /// <param name="normalization">The normalisation that the network is trained with.</param>
    /// <param name="count">Mini-batches K.</param>
    /// <param name="size">Images of each.</param>
    /// <param name="streams">Where the choice comes from.</param>
    /// <exception cref="WorkbenchException">The dataset has too few images.</exception>
    public static IReadOnlyList<Batch> Draw(
        ImageDataset dataset, Normalization normalization, int count, int size, RandomStreams streams)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if ((long)count * size > dataset.Count)
        {
            throw new WorkbenchException($"{dataset.Name} has {dataset.Count} images, fewer than {count} batches of {size}; use fewer or smaller batches");
        }

        var order = Enumerable.Range(0, dataset.Count).ToArray();
        streams.Open("confusion/images").Shuffle(order.AsSpan());
        var writer = new BatchWriter(dataset, normalization);
        return [.. Enumerable.Range(0, count).Select(i => writer.Write(order.AsSpan(i * size, size), Augmentation.None, null))];
    }

    /// <summary>Draws mini-batches as <see cref="Draw"/> does, for the length of a call, and frees them after it.</summary>
    /// <exception cref="WorkbenchException">The dataset has too few images.</exception>
    internal static T Use<T>(
        ImageDataset dataset, Normalization normalization, int count, int size, RandomStreams streams, Func<IReadOnlyList<Batch>, T> use)
    {
        var batches = Draw(dataset, normalization, count, size, streams);
        try
        {
            return use(batches);
        }
        finally
        {
            foreach (var batch in batches)
            {
                batch.Dispose();
            }
        }
    }
}

using Sandglass.Data;
using Sandglass.Runtime;

namespace Sandglass.Analysis.Gradients;

/// <summary>The images that gradients are taken of: drawn once by name, unchanged but for normalisation.</summary>
public static class ConfusionBatches
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
            throw new WorkbenchException($"{dataset.Name} has {dataset.Count} images, fewer than {count} batches of {size}; take fewer or smaller ones");
        }

        var order = Enumerable.Range(0, dataset.Count).ToArray();
        streams.Open("confusion/images").Shuffle(order.AsSpan());
        var writer = new BatchWriter(dataset, normalization);
        return [.. Enumerable.Range(0, count).Select(i => writer.Write(order.AsSpan(i * size, size), Augmentation.None, null))];
    }
}

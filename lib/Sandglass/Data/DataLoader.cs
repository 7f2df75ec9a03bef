using Sandglass.Runtime;

namespace Sandglass.Data;

/// <summary>
/// Training batches, epoch by epoch. Each epoch has streams of its own (<c>shuffle/e</c>, <c>augment/e</c>), so any
/// epoch can be made without the ones before it and augmentation does not change the order.
/// </summary>
internal sealed class DataLoader : ITrainingBatches
{
    private readonly ImageDataset _dataset;
    private readonly BatchWriter _writer;
    private readonly Augmentation _augmentation;
    private readonly RandomStreams _streams;

    /// <summary>A loader; it does not own the dataset.</summary>
    /// <param name="dataset">The training images.</param>
    /// <param name="batchSize">Images a batch.</param>
    /// <param name="normalization">How pixels become numbers.</param>
    /// <param name="augmentation">Random changes.</param>
    /// <param name="streams">The run's random streams.</param>
    /// <exception cref="WorkbenchException">
    /// The dataset is smaller than a batch, or has other channels than the normalisation; or the changes are for pictures from files.
    /// </exception>
    public DataLoader(
        ImageDataset dataset, int batchSize, Normalization normalization, Augmentation augmentation, RandomStreams streams)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(normalization);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        if (dataset.Count < batchSize)
        {
            throw new WorkbenchException($"{dataset.Name} has {dataset.Count} images, fewer than a batch of {batchSize}; use a smaller batch.");
        }

        if (augmentation.IsForPictures)
        {
            throw new WorkbenchException(
                $"{dataset.Name} lies in memory as small images, which know shift, flip and cutout only; take crop, colour jitter, RandAugment and random erasing out of the recipe, or read the pictures from files.");
        }
        (_dataset, _augmentation, _streams, BatchSize) = (dataset, augmentation, streams, batchSize);
        _writer = new BatchWriter(dataset, normalization);
    }

    /// <summary>Images a batch.</summary>
    public int BatchSize { get; }

    /// <summary>Batches an epoch. The images that do not fill a last batch are left out: other ones each epoch.</summary>
    public int BatchesPerEpoch => _dataset.Count / BatchSize;

    /// <summary>The full batches of an epoch. The caller disposes each batch.</summary>
    /// <param name="epoch">Any number that names the epoch; the same number gives the same bytes.</param>
    /// <param name="first">First batch, from 0: the ones before it are left out, and the others are the same.</param>
    public IEnumerable<Batch> Epoch(int epoch, int first = 0)
    {
        var order = Order(epoch);
        var augment = _streams.Open(FormattableString.Invariant($"augment/{epoch}"));
        for (var skipped = 0; skipped < first * BatchSize; skipped++)
        {
            AugmentationDraw.Next(_augmentation, augment, _dataset.Height, _dataset.Width);
        }

        for (var b = first; b < BatchesPerEpoch; b++)
        {
            yield return _writer.Write(order.AsSpan(b * BatchSize, BatchSize), _augmentation, augment);
        }
    }

    /// <summary>The places of the dataset in the order of an epoch; the last ones may be left out.</summary>
    internal int[] Order(int epoch)
    {
        var order = Enumerable.Range(0, _dataset.Count).ToArray();
        _streams.Open(FormattableString.Invariant($"shuffle/{epoch}")).Shuffle(order.AsSpan());
        return order;
    }
}

/// <summary>Every image once, unchanged but for normalisation, in the dataset's order.</summary>
internal sealed class EvaluationLoader
{
    private readonly BatchWriter _writer;
    private readonly int[] _order;
    private readonly int _batchSize;

    /// <summary>A loader; it does not own the dataset.</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="batchSize">Images a batch; the last batch may have fewer.</param>
    /// <param name="normalization">How pixels become numbers: the training split's.</param>
    /// <exception cref="WorkbenchException">The dataset has other channels than the normalisation.</exception>
    public EvaluationLoader(ImageDataset dataset, int batchSize, Normalization normalization)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(normalization);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        _writer = new BatchWriter(dataset, normalization);
        _order = [.. Enumerable.Range(0, dataset.Count)];
        _batchSize = batchSize;
    }

    /// <summary>All batches, the last one perhaps smaller. The caller disposes each batch.</summary>
    public IEnumerable<Batch> Batches()
    {
        for (var at = 0; at < _order.Length; at += _batchSize)
        {
            yield return _writer.Write(_order.AsSpan(at, Math.Min(_batchSize, _order.Length - at)), Augmentation.None, null);
        }
    }
}

namespace Sandglass.Data;

/// <summary>Every image once, unchanged but for normalisation, in the dataset's order.</summary>
public sealed class EvaluationLoader
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

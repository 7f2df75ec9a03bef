using Sandglass.Data;
using Sandglass.Images.Transforms;
using Sandglass.Runtime;

namespace Sandglass.Images.Sets;

/// <summary>
/// Training batches of pictures, decoded ahead. The order of an epoch comes from the stream <c>shuffle/e</c>, the changes of
/// the picture at a position from <c>augment/e/p</c>, so any batch can be made without those before it. Instead of a
/// damaged picture there is the next whole one of the epoch's order, changed in its own way: batches stay full, and a picture
/// is damaged or not whoever decodes it.
/// </summary>
internal sealed class TrainingPictures : ITrainingBatches
{
    private const int MostSteps = 1000; // further on, the set is the fault and not a picture

    private readonly PictureDecoder _decoder;
    private readonly string _name;
    private readonly int _batchSize;
    private readonly TrainingTransform _transform;
    private readonly RandomStreams _streams;

    /// <exception cref="WorkbenchException">There are fewer pictures than a batch, or a batch is too large.</exception>
    public TrainingPictures(PictureDecoder decoder, string name, int batchSize, TrainingTransform transform, RandomStreams streams)
    {
        if (decoder.Count < batchSize)
        {
            throw new WorkbenchException($"{name} has {decoder.Count} pictures, fewer than a batch of {batchSize}; use a smaller batch.");
        }

        if (batchSize > decoder.Most)
        {
            throw new WorkbenchException($"a batch of {batchSize} pictures of this size does not fit into memory at once; use {decoder.Most} or fewer.");
        }

        (_decoder, _name, _batchSize, _transform, _streams) = (decoder, name, batchSize, transform, streams);
    }

    /// <inheritdoc/>
    public int BatchesPerEpoch => _decoder.Count / _batchSize;

    /// <inheritdoc/>
    public IEnumerable<Batch> Epoch(int epoch, int first = 0)
    {
        var order = Enumerable.Range(0, _decoder.Count).ToArray();
        _streams.Open(FormattableString.Invariant($"shuffle/{epoch}")).Shuffle(order.AsSpan());
        IEnumerable<DecodedPictures> Decoded(CancellationToken stop)
        {
            for (var b = first; b < BatchesPerEpoch; b++)
            {
                var from = b * _batchSize;
                yield return _decoder.Decode(
                    _batchSize,
                    i => Enumerable.Range(from + i, Math.Min(order.Length, MostSteps)).Select(position => order[position % order.Length]),
                    (picture, i, target) => _transform.Write(picture, _streams.Open(FormattableString.Invariant($"augment/{epoch}/{from + i}")), target),
                    stop);
            }
        }

        return Prefetch.Of(Decoded, EvaluationPictures.Ahead).Select(decoded => decoded.Labels.Length == _batchSize
            ? _decoder.ToBatch(decoded)
            : throw new DataFormatException($"{_name}: {decoded.Damaged.Count} pictures in a row are damaged; 'workbench data verify' names them all."));
    }
}

/// <summary>Batches of every picture once, in the set's order, decoded ahead; damaged ones are left out.</summary>
internal static class EvaluationPictures
{
    /// <summary>Batches that are kept ready.</summary>
    internal const int Ahead = 2;

    /// <summary>All batches; the last one, and one with damaged pictures, are smaller, and all are where so many do not fit at once.</summary>
    /// <exception cref="DataFormatException">All pictures are damaged.</exception>
    public static IEnumerable<Batch> Batches(PictureDecoder decoder, string name, int batchSize, EvaluationTransform transform)
    {
        batchSize = Math.Min(batchSize, decoder.Most);
        IEnumerable<DecodedPictures> Decoded(CancellationToken stop)
        {
            for (var from = 0; from < decoder.Count; from += batchSize)
            {
                var at = from;
                yield return decoder.Decode(Math.Min(batchSize, decoder.Count - at), i => [at + i], (picture, _, target) => transform.Write(picture, target), stop);
            }
        }

        var whole = 0;
        foreach (var decoded in Prefetch.Of(Decoded, Ahead))
        {
            whole += decoded.Labels.Length;
            yield return decoder.ToBatch(decoded);
        }

        if (whole == 0)
        {
            throw new DataFormatException($"{name}: all {decoder.Count} pictures are damaged; 'workbench data verify' names them.");
        }
    }
}

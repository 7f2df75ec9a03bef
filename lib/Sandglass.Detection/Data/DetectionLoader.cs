using Sandglass.Data;
using Sandglass.Detection.Boxes;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Detection.Data;

/// <summary>
/// Batches of pictures as squares of one size, decoded ahead by a background thread. The order of an epoch comes from the
/// stream <c>detection/shuffle/e</c>, the changes at a position from streams <c>detection/augment/e/p/…</c>: any batch of
/// any epoch can be made without those before it.
/// </summary>
internal sealed class DetectionLoader
{
    private const int Ahead = 2;

    private readonly IDetectionSet _set;
    private readonly Normalization _normalization;
    private readonly RandomStreams _streams;
    private readonly Augmenter _augmenter;

    /// <summary>A loader; it does not own the set. Pictures are stretched to a square, as <see cref="Resizing"/> says.</summary>
    /// <exception cref="WorkbenchException">The set has other channels than the normalisation.</exception>
    public DetectionLoader(
        IDetectionSet set, int batchSize, int side, Normalization normalization, DetectionAugmentation augmentation, RandomStreams streams)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(normalization);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        if (set.Channels != normalization.Mean.Count)
        {
            throw new WorkbenchException(
                $"{set.Name} has {set.Channels} channels, the normalisation {normalization.Mean.Count}; compute it from the same kind of pictures.");
        }
        (_set, _normalization, _streams, BatchSize, Side) = (set, normalization, streams, batchSize, side);
        _augmenter = new Augmenter(augmentation, streams, [.. normalization.Mean.Select(mean => (float)(255 * mean))]);
    }

    public int BatchSize { get; }

    public int Side { get; }

    /// <summary>Threads that decode a batch, one by default; the bytes do not depend on it.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Batches an epoch. The pictures that do not fill a last batch are left out: other ones each epoch.</summary>
    public int BatchesPerEpoch => _set.Count / BatchSize;

    /// <summary>The full batches of an epoch from one on, changed at random: the same numbers give the same bytes. The caller disposes each batch.</summary>
    /// <exception cref="DataFormatException">A picture cannot be read.</exception>
    /// <exception cref="WorkbenchException">The set is smaller than a batch.</exception>
    public IEnumerable<DetectionBatch> Epoch(int epoch, int first = 0)
    {
        if (BatchesPerEpoch == 0)
        {
            throw new WorkbenchException($"{_set.Name} has {_set.Count} pictures, fewer than a batch of {BatchSize}; use a smaller batch.");
        }
        var order = Order(epoch);
        var decoder = Decoder((sample, position) => _augmenter.Change(sample, epoch, position));
        return Batches(decoder, order, first * BatchSize, BatchesPerEpoch * BatchSize);
    }

    /// <summary>Every picture once, unchanged but for size and normalisation, in the set's order; the last batch may be smaller.</summary>
    /// <exception cref="DataFormatException">A picture cannot be read.</exception>
    public IEnumerable<DetectionBatch> Evaluation()
    {
        var decoder = Decoder((sample, _) => View.Of(FloatImage.Of(sample.Image), sample.Objects, new float[_set.Channels]));
        return Batches(decoder, [.. Enumerable.Range(0, _set.Count)], 0, _set.Count);
    }

    private BatchDecoder Decoder(Func<DetectionSample, int, View> change) => new(_set, Side, _normalization, change, Workers);

    private IEnumerable<DetectionBatch> Batches(BatchDecoder decoder, int[] order, int from, int to)
    {
        IEnumerable<DecodedBatch> Decoded(CancellationToken stop)
        {
            for (var at = from; at < to; at += BatchSize)
            {
                yield return decoder.Decode(order.AsMemory(at, Math.Min(BatchSize, to - at)), at, stop);
            }
        }
        return Prefetch.Of(Decoded, Ahead).Select(batch => batch.ToTensors(_set.Channels, Side));
    }

    private int[] Order(int epoch)
    {
        var order = Enumerable.Range(0, _set.Count).ToArray();
        _streams.Open(FormattableString.Invariant($"detection/shuffle/{epoch}")).Shuffle(order.AsSpan());
        return order;
    }
}

/// <summary>Some pictures with their objects, ready for a detector. The batch owns its tensor: who takes it from a loader disposes it.</summary>
internal sealed class DetectionBatch : IDeviceBatch<DetectionBatch>
{
    public DetectionBatch(Tensor images, IReadOnlyList<string> ids, IReadOnlyList<IReadOnlyList<LabelledBox>> objects) =>
        (Images, Ids, Objects) = (images, ids, objects);

    /// <summary>Normalised pictures <c>[N, C, S, S]</c>, 32-bit floats with channels-last strides, on the CPU as a loader makes them.</summary>
    public Tensor Images { get; }

    /// <summary>Name of each picture.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Objects of each picture, as shares of its sides; a picture may have none.</summary>
    public IReadOnlyList<IReadOnlyList<LabelledBox>> Objects { get; }

    public int Count => Ids.Count;

    public DetectionBatch CopiedTo(Device device) => new(Images.Pinned(device), Ids, Objects);

    public void Dispose() => Images.Dispose();
}

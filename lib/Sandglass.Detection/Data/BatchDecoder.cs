using Sandglass.Data;
using Sandglass.Detection.Boxes;
using Sandglass.Runtime;

namespace Sandglass.Detection.Data;

/// <summary>Reads, changes, resizes and normalises the pictures of a batch.</summary>
internal sealed class BatchDecoder(IDetectionSet set, int side, Normalization normalization, Func<DetectionSample, int, View> change, int workers)
{
    /// <summary>The pictures at these places of the set, the first of which stands at a position of the epoch.</summary>
    public DecodedBatch Decode(ReadOnlyMemory<int> indices, int position, CancellationToken cancellation)
    {
        var size = side * side * set.Channels;
        var batch = new DecodedBatch(new float[indices.Length * size], new string[indices.Length], new IReadOnlyList<LabelledBox>[indices.Length]);
        void One(int i)
        {
            var sample = set.Read(indices.Span[i]);
            var view = change(sample, position + i);
            var target = batch.Values.AsSpan(i * size, size);
            Resizing.Write(view, side, target);
            Normalise(target);
            (batch.Ids[i], batch.Objects[i]) = (sample.Id, view.Shares());
        }
        if (workers == 1)
        {
            for (var i = 0; i < indices.Length; i++)
            {
                Interruption.Check(cancellation);
                One(i);
            }
        }
        else
        {
            Parallel.For(0, indices.Length, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, One);
        }
        return batch;
    }

    private void Normalise(Span<float> values)
    {
        var channels = set.Channels;
        for (var c = 0; c < channels; c++)
        {
            var (mean, factor) = ((float)(255 * normalization.Mean[c]), (float)(1 / (255 * normalization.StandardDeviation[c])));
            for (var i = c; i < values.Length; i += channels)
            {
                values[i] = (values[i] - mean) * factor;
            }
        }
    }
}

/// <summary>A batch in managed memory, as the background thread leaves it: libtorch is touched by the consumer alone.</summary>
internal sealed record DecodedBatch(float[] Values, string[] Ids, IReadOnlyList<LabelledBox>[] Objects)
{
    /// <summary>The same as tensors.</summary>
    public DetectionBatch ToTensors(int channels, int side)
    {
        var images = ImageTensor.Of(Ids.Length, (channels, side, side), out var numbers);
        Values.CopyTo(numbers);
        return new DetectionBatch(images, Ids, Objects);
    }
}

using System.Buffers;
using Sandglass.Data;
using Sandglass.Runtime;

namespace Sandglass.Images.Sets;

/// <summary>Decodes some pictures of a store at a time, by threads; what comes out does not depend on how many.</summary>
/// <param name="store">The pictures.</param>
/// <param name="places">Places of those that are used.</param>
/// <param name="side">Side of what a transform writes.</param>
/// <param name="threads">Threads at once.</param>
/// <param name="stops">Whether a damaged picture is an error.</param>
internal sealed class PictureDecoder(PictureStore store, int[] places, int side, int threads, bool stops)
{
    private const int Channels = 3;

    /// <summary>How many pictures are used.</summary>
    public int Count => places.Length;

    /// <summary>Most pictures that it decodes at once.</summary>
    public int Most { get; } = ImageTensor.Most((Channels, side, side));

    /// <summary>Numbers of one picture.</summary>
    private int Size => side * side * Channels;

    /// <summary>Decodes pictures.</summary>
    /// <param name="count">How many.</param>
    /// <param name="candidates">For each, the pictures that may stand for it: the first that is whole does.</param>
    /// <param name="write">Writes a picture, the i-th, as numbers.</param>
    /// <param name="cancellation">Stops between pictures.</param>
    /// <exception cref="DataFormatException">A picture is damaged, and that is an error.</exception>
    public DecodedPictures Decode(int count, Func<int, IEnumerable<int>> candidates, WritePicture write, CancellationToken cancellation)
    {
        // Rented, since a batch of large pictures takes a hundred megabytes.
        var (values, labels, damaged) = (ArrayPool<float>.Shared.Rent(count * Size), new long[count], new List<DamagedImage>[count]);
        void One(int i)
        {
            Interruption.Check(cancellation);
            (labels[i], damaged[i]) = (-1, []);
            foreach (var candidate in candidates(i))
            {
                var place = places[candidate];
                if (store.Read(place, out var reason) is { } picture)
                {
                    write(picture, i, values.AsSpan(i * Size, Size));
                    labels[i] = store.Pictures[place].Label;
                    return;
                }

                damaged[i].Add(new DamagedImage(place, store.Pictures[place].File, reason));
                if (stops)
                {
                    throw new DataFormatException($"{store.Pictures[place].File}: {reason}; replace it or remove it, or train without stopping at damaged pictures");
                }
            }
        }

        if (threads == 1)
        {
            for (var i = 0; i < count; i++)
            {
                One(i);
            }
        }
        else
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, One);
        }

        return Packed(values, labels, [.. damaged.SelectMany(found => found)]);
    }

    /// <summary>The decoded pictures as a batch, whose memory they give back.</summary>
    public Batch ToBatch(DecodedPictures decoded)
    {
        var batch = Batch.Of(decoded.Values.AsSpan(0, decoded.Labels.Length * Size), decoded.Labels, (Channels, side, side), decoded.Damaged);
        ArrayPool<float>.Shared.Return(decoded.Values);
        return batch;
    }

    // Those that nothing stands for are left out.
    private DecodedPictures Packed(float[] values, long[] labels, IReadOnlyList<DamagedImage> damaged)
    {
        var kept = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0)
            {
                continue;
            }

            if (kept < i)
            {
                values.AsSpan(i * Size, Size).CopyTo(values.AsSpan(kept * Size));
                labels[kept] = labels[i];
            }

            kept++;
        }

        return new DecodedPictures(values, labels[..kept], damaged);
    }
}

/// <summary>Writes a picture of a batch as numbers.</summary>
/// <param name="picture">The picture.</param>
/// <param name="at">Its place in the batch.</param>
/// <param name="target">Where to.</param>
internal delegate void WritePicture(PixelImage picture, int at, Span<float> target);

/// <summary>Pictures of a batch in managed memory, as background threads leave them.</summary>
/// <param name="Values">Rented memory that begins with <c>[N, H, W, C]</c>.</param>
/// <param name="Labels">A label a picture.</param>
/// <param name="Damaged">What could not be decoded.</param>
internal sealed record DecodedPictures(float[] Values, long[] Labels, IReadOnlyList<DamagedImage> Damaged);

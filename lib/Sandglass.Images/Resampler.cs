using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sandglass.Images;

/// <summary>Pictures in other sizes: <c>crop</c> and then <c>resize</c> of Pillow, to the byte: first along the rows, then along the columns.</summary>
internal static class Resampler
{
    private const int Half = 1 << (ResamplingWindows.Bits - 1);
    private const int Lines = 4; // that share the weights while they are narrowed

    /// <summary>A box of a picture in another size.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="box">What is resized; pixels around it do not count.</param>
    /// <param name="width">Pixels of a row of the resized box.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="part">The part of the resized box that is wanted.</param>
    /// <param name="resampling">The filter.</param>
    /// <param name="isMirrored">Whether left and right of the part then change places.</param>
    /// <param name="target">The part: height x width x channels bytes.</param>
    public static void Resize(PixelImage image, PixelBox box, int width, int height, PixelBox part, Resampling resampling, bool isMirrored, Span<byte> target)
    {
        ArgumentNullException.ThrowIfNull(image);
        box.RequireWithin(image.Width, image.Height);
        part.RequireWithin(width, height);
        var row = part.Width * image.Channels;
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, part.Height * row);

        var columns = new ResamplingWindows(box.Width, width, part.Left, part.Width, resampling);
        var lines = new ResamplingWindows(box.Height, height, part.Top, part.Height, resampling);
        var first = lines.First(0);
        var used = box with { Top = box.Top + first, Height = lines.End - first };
        var narrow = ArrayPool<byte>.Shared.Rent(used.Height * row);
        Narrow(image, used, columns, isMirrored, narrow);
        for (var y = 0; y < part.Height; y++)
        {
            Join(narrow.AsSpan((lines.First(y) - first) * row), lines.Weights(y), target.Slice(y * row, row));
        }

        ArrayPool<byte>.Shared.Return(narrow);
    }

    // The rows of a box, each in its new width.
    private static void Narrow(PixelImage image, PixelBox box, ResamplingWindows columns, bool isMirrored, Span<byte> target)
    {
        var (channels, stride, row) = (image.Channels, image.Width * image.Channels, columns.Count * image.Channels);
        var pixels = image.Pixels.AsSpan(((box.Top * image.Width) + box.Left) * channels);
        var y = 0;

        // A pixel of three bytes is read as four: one byte behind the last must be there.
        for (; channels == 3 && y + Lines <= box.Height && ((y + Lines - 1) * stride) + (box.Width * channels) < pixels.Length; y += Lines)
        {
            NarrowLines(pixels[(y * stride)..], stride, columns, isMirrored, target.Slice(y * row, Lines * row));
        }

        for (; y < box.Height; y++)
        {
            var line = pixels.Slice(y * stride, box.Width * channels);
            for (var i = 0; i < columns.Count; i++)
            {
                var to = (y * row) + ((isMirrored ? columns.Count - 1 - i : i) * channels);
                for (var channel = 0; channel < channels; channel++)
                {
                    target[to + channel] = Sum(line[((columns.First(i) * channels) + channel)..], channels, columns.Weights(i));
                }
            }
        }
    }

    private static void NarrowLines(ReadOnlySpan<byte> pixels, int stride, ResamplingWindows columns, bool isMirrored, Span<byte> target)
    {
        var row = columns.Count * 3;
        for (var i = 0; i < columns.Count; i++)
        {
            ref var pixel = ref Unsafe.Add(ref MemoryMarshal.GetReference(pixels), columns.First(i) * 3);
            var (a, b, c, d) = (Vector128.Create(Half), Vector128.Create(Half), Vector128.Create(Half), Vector128.Create(Half));
            foreach (var weight in columns.Weights(i))
            {
                a += Pixel(ref pixel) * weight;
                b += Pixel(ref Unsafe.Add(ref pixel, stride)) * weight;
                c += Pixel(ref Unsafe.Add(ref pixel, 2 * stride)) * weight;
                d += Pixel(ref Unsafe.Add(ref pixel, 3 * stride)) * weight;
                pixel = ref Unsafe.Add(ref pixel, 3);
            }

            var to = (isMirrored ? columns.Count - 1 - i : i) * 3;
            Write(a, target[to..]);
            Write(b, target[(row + to)..]);
            Write(c, target[((2 * row) + to)..]);
            Write(d, target[((3 * row) + to)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Pixel(ref byte pixel) =>
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref pixel)).AsByte())).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector128<int> sum, Span<byte> target)
    {
        var level = Vector128.Min(Vector128.Max(sum >> ResamplingWindows.Bits, Vector128<int>.Zero), Vector128.Create(255)).AsByte();
        target[2] = level[8];
        target[1] = level[4];
        target[0] = level[0];
    }

    // Some rows become one.
    private static void Join(ReadOnlySpan<byte> rows, ReadOnlySpan<int> weights, Span<byte> target)
    {
        var i = 0;
        for (; Vector.IsHardwareAccelerated && i + Vector<byte>.Count <= target.Length; i += Vector<byte>.Count)
        {
            var (a, b, c, d) = (Vector.Create(Half), Vector.Create(Half), Vector.Create(Half), Vector.Create(Half));
            for (var k = 0; k < weights.Length; k++)
            {
                Vector.Widen(new Vector<byte>(rows[((k * target.Length) + i)..]), out var low, out var high);
                Vector.Widen(low, out var first, out var second);
                Vector.Widen(high, out var third, out var fourth);
                a += first.As<uint, int>() * weights[k];
                b += second.As<uint, int>() * weights[k];
                c += third.As<uint, int>() * weights[k];
                d += fourth.As<uint, int>() * weights[k];
            }

            Vector.Narrow(Vector.Narrow(Level(a), Level(b)), Vector.Narrow(Level(c), Level(d))).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] = Sum(rows[i..], target.Length, weights);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Level(Vector<int> sum) =>
        Vector.Min(Vector.Max(sum >> ResamplingWindows.Bits, Vector<int>.Zero), Vector.Create(255)).As<int, uint>();

    private static byte Sum(ReadOnlySpan<byte> bytes, int step, ReadOnlySpan<int> weights)
    {
        var sum = Half;
        for (var k = 0; k < weights.Length; k++)
        {
            sum += bytes[k * step] * weights[k];
        }

        return (byte)Math.Clamp(sum >> ResamplingWindows.Bits, 0, 255);
    }
}

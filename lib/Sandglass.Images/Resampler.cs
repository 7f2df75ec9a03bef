using System.Buffers;

namespace Sandglass.Images;

/// <summary>Pictures in other sizes: <c>crop</c> and then <c>resize</c> of Pillow, to the byte.</summary>
internal static class Resampler
{
    /// <summary>A box of a picture in another size.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="box">What is resized; pixels around it do not count.</param>
    /// <param name="width">Pixels of a row of the result.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="resampling">The filter.</param>
    /// <param name="mirrored">Whether left and right change places.</param>
    /// <param name="target">The result: height x width x channels bytes.</param>
    public static void Resize(PixelImage image, Box box, int width, int height, Resampling resampling, bool mirrored, Span<byte> target)
    {
        var (channels, stride) = (image.Channels, image.Width * image.Channels);
        var columns = new ResamplingWindows(box.Width, width, resampling);
        var rows = new ResamplingWindows(box.Height, height, resampling);
        var narrow = ArrayPool<byte>.Shared.Rent(box.Height * width * channels);
        for (var y = 0; y < box.Height; y++)
        {
            var line = image.Pixels.AsSpan(((box.Top + y) * stride) + (box.Left * channels), box.Width * channels);
            var to = y * width * channels;
            for (var i = 0; i < width; i++)
            {
                var x = mirrored ? width - 1 - i : i;
                for (var channel = 0; channel < channels; channel++)
                {
                    narrow[to++] = Sum(line[((columns.First(x) * channels) + channel)..], channels, columns.Weights(x));
                }
            }
        }

        var size = width * channels;
        for (var y = 0; y < height; y++)
        {
            for (var i = 0; i < size; i++)
            {
                target[(y * size) + i] = Sum(narrow.AsSpan((rows.First(y) * size) + i), size, rows.Weights(y));
            }
        }

        ArrayPool<byte>.Shared.Return(narrow);
    }

    private static byte Sum(ReadOnlySpan<byte> bytes, int step, ReadOnlySpan<int> weights)
    {
        var sum = 1 << (ResamplingWindows.Bits - 1);
        for (var k = 0; k < weights.Length; k++)
        {
            sum += bytes[k * step] * weights[k];
        }

        return (byte)Math.Clamp(sum >> ResamplingWindows.Bits, 0, 255);
    }
}

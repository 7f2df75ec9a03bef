using System.Runtime.Intrinsics;

namespace Sandglass.Images;

/// <summary>Pixels as a decoder writes them, red, green, blue and transparency, as the bytes of a picture.</summary>
internal static class PixelPacking
{
    // Four pixels of four bytes lose every fourth byte; the last four of the sixteen are written over by the next pixels.
    private static readonly Vector128<byte> Colours = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255);

    /// <summary>The bytes, row by row as the picture is shown.</summary>
    /// <param name="rgba">Four bytes a pixel, as stored.</param>
    /// <param name="turned">How they lie in the picture.</param>
    /// <param name="channels">1 for grey (the luma of ITU-R BT.601), 3 for colour.</param>
    public static byte[] Pack(ReadOnlySpan<byte> rgba, Orientation turned, int channels)
    {
        var row = turned.Width * channels;
        var packed = GC.AllocateUninitializedArray<byte>(turned.Height * row);
        for (var y = 0; y < turned.Height; y++)
        {
            var first = turned.First + (y * turned.Down);
            var target = packed.AsSpan(y * row, row);
            if (turned.Right == 1 && channels == 3)
            {
                PackColours(rgba.Slice(4 * first, 4 * turned.Width), target);
            }
            else
            {
                PackRow(rgba, 4 * first, 4 * turned.Right, channels, target);
            }
        }

        return packed;
    }

    private static void PackColours(ReadOnlySpan<byte> rgba, Span<byte> target)
    {
        var (from, to) = (0, 0);
        for (; to + 16 <= target.Length; from += 16, to += 12)
        {
            Vector128.Shuffle(Vector128.Create(rgba[from..]), Colours).CopyTo(target[to..]);
        }

        PackRow(rgba, from, 4, 3, target[to..]);
    }

    private static void PackRow(ReadOnlySpan<byte> rgba, int from, int step, int channels, Span<byte> target)
    {
        for (var to = 0; to < target.Length; to += channels, from += step)
        {
            var (red, green, blue) = (rgba[from], rgba[from + 1], rgba[from + 2]);
            if (channels == 3)
            {
                (target[to], target[to + 1], target[to + 2]) = (red, green, blue);
            }
            else
            {
                target[to] = (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);
            }
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sandglass.Images.Transforms;

/// <summary>
/// Brightness, contrast, saturation and sharpness of a picture, as Pillow's <c>ImageEnhance</c> changes them, to the byte: a
/// factor of 1 leaves the picture as it is, 0 gives black, one grey, greys or a blurred picture, 2 goes as far to the other side.
/// </summary>
internal static class Enhancement
{
    /// <summary>Between black and twice as bright.</summary>
    public static void Brightness(Canvas canvas, double factor) => canvas.Map(TableFrom(0, factor));

    /// <summary>Between the grey of the picture's mean and twice as far from it.</summary>
    public static void Contrast(Canvas canvas, double factor) => canvas.Map(TableFrom(MeanGrey(canvas), factor));

    /// <summary>Between greys and twice as far from them; a grey picture stays.</summary>
    public static void Saturation(Canvas canvas, double factor)
    {
        if (canvas.Channels == 1)
        {
            return;
        }

        var pixels = canvas.Pixels;
        var readable = canvas.Readable;
        var strength = Vector128.Create((float)factor);
        for (var i = 0; i < pixels.Length; i += 3)
        {
            var grey = Vector128.Create((float)Grey(pixels[i], pixels[i + 1], pixels[i + 2]));
            var level = Levels(Blend(grey, Floats(readable, i), strength));
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (level[0], level[4], level[8]);
        }
    }

    /// <summary>Between blurred and twice as sharp. Pixels at the border stay.</summary>
    public static void Sharpness(Canvas canvas, double factor)
    {
        var (step, row) = (canvas.Channels, canvas.Side * canvas.Channels);
        var readable = canvas.Readable;
        var target = canvas.Other;
        var strength = Vector128.Create((float)factor);
        canvas.Pixels.CopyTo(target);
        for (var y = 1; y < canvas.Side - 1; y++)
        {
            var end = ((y + 1) * row) - step;
            for (var i = (y * row) + step; i < end; i += 4)
            {
                var smooth = Vector128.Create(0.5f)
                    + Weighted(readable, i + row, step, 1)
                    + Weighted(readable, i, step, 5)
                    + Weighted(readable, i - row, step, 1);
                var level = Levels(Blend(Whole(smooth), Floats(readable, i), strength));
                target[i] = level[0];
                if (i + 4 <= end)
                {
                    (target[i + 1], target[i + 2], target[i + 3]) = (level[4], level[8], level[12]);
                }
                else
                {
                    for (var k = 1; i + k < end; k++)
                    {
                        target[i + k] = level[4 * k];
                    }
                }
            }
        }

        canvas.Swap();
    }

    /// <summary>The luma of ITU-R BT.601 in whole numbers, as Pillow has it.</summary>
    public static int Grey(int red, int green, int blue) => ((red * 19595) + (green * 38470) + (blue * 7471) + 0x8000) >> 16;

    private static int MeanGrey(Canvas canvas)
    {
        var pixels = canvas.Pixels;
        var sum = 0L;
        for (var i = 0; i < pixels.Length; i += canvas.Channels)
        {
            sum += canvas.Channels == 1 ? pixels[i] : Grey(pixels[i], pixels[i + 1], pixels[i + 2]);
        }

        return (int)(((double)sum / (canvas.Side * canvas.Side)) + 0.5);
    }

    private static byte[] TableFrom(int level, double factor)
    {
        var table = new byte[256];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = (byte)Math.Clamp(level + ((float)factor * (i - level)), 0f, 255f);
        }

        return table;
    }

    // Three neighbours in a row, of which the middle one counts so many thirteenths; in the order that Pillow adds in.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Weighted(ReadOnlySpan<byte> bytes, int at, int step, float middle)
    {
        const float Thirteen = 13;
        return (Floats(bytes, at - step) * (1 / Thirteen)) + (Floats(bytes, at) * (middle / Thirteen)) + (Floats(bytes, at + step) * (1 / Thirteen));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Blend(Vector128<float> from, Vector128<float> to, Vector128<float> strength) => from + (strength * (to - from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Floats(ReadOnlySpan<byte> bytes, int at)
    {
        var four = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<uint>(bytes[at..])).AsByte();
        return Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(four)).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Whole(Vector128<float> levels) =>
        Vector128.ConvertToSingle(Vector128.ConvertToInt32(Clamped(levels)));

    // The four levels are every fourth byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Levels(Vector128<float> levels) => Vector128.ConvertToInt32(Clamped(levels)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Clamped(Vector128<float> levels) =>
        Vector128.Min(Vector128.Max(levels, Vector128<float>.Zero), Vector128.Create(255f));
}

using System.Numerics;
using SkiaSharp;

namespace Sandglass.Images.Glyphs;

/// <summary>
/// Which classes a font may draw: those of which it has an outline, and whose outline is not that of another class. Two are
/// the same if, centred on each other at their own size, they share nine tenths of the pixels that either covers. So a font
/// without lower case draws no letter that is the same in both, one whose I is its l draws neither, and one that draws a box
/// for what it lacks draws none of these.
/// </summary>
internal static class GlyphRule
{
    /// <summary>A font that may draw fewer classes is not used.</summary>
    public const int Fewest = 50;

    private const double Same = 0.9;
    private const int Side = 128;
    private const float Height = 40; // of H in pixels; an outline that reaches further is cut

    /// <summary>The classes, in order.</summary>
    /// <param name="outlines">An outline a class, in heights of H; null where the font has none.</param>
    public static IReadOnlyList<int> Drawable(IReadOnlyList<SKPath?> outlines)
    {
        var masks = outlines.Select(outline => outline is null ? null : Mask(outline)).ToArray();
        return [.. Enumerable.Range(0, masks.Length).Where(label => masks[label] is { } own && IsLikeNone(masks, label, own))];
    }

    private static bool IsLikeNone(ulong[]?[] masks, int label, ulong[] own)
    {
        if (Count(own, own, (a, _) => a) == 0)
        {
            return false;
        }

        for (var other = 0; other < masks.Length; other++)
        {
            if (other != label && masks[other] is { } another && Overlap(own, another) >= Same)
            {
                return false;
            }
        }

        return true;
    }

    private static double Overlap(ulong[] one, ulong[] other) =>
        (double)Count(one, other, (a, b) => a & b) / Math.Max(1, Count(one, other, (a, b) => a | b));

    private static int Count(ulong[] one, ulong[] other, Func<ulong, ulong, ulong> join)
    {
        var count = 0;
        for (var i = 0; i < one.Length; i++)
        {
            count += BitOperations.PopCount(join(one[i], other[i]));
        }

        return count;
    }

    private static ulong[] Mask(SKPath outline)
    {
        var bounds = outline.TightBounds;
        using var bitmap = new SKBitmap(new SKImageInfo(Side, Side, SKColorType.Alpha8, SKAlphaType.Premul));
        using (var canvas = new SKCanvas(bitmap))
        using (var paint = new SKPaint { IsAntialias = true, Color = SKColors.White })
        {
            canvas.Translate(Side / 2f, Side / 2f);
            canvas.Scale(Height);
            canvas.Translate(-bounds.MidX, -bounds.MidY);
            canvas.DrawPath(outline, paint);
        }

        var pixels = bitmap.GetPixelSpan();
        var mask = new ulong[Side * Side / 64];
        for (var i = 0; i < pixels.Length; i++)
        {
            mask[i / 64] |= (pixels[i] >= 128 ? 1UL : 0UL) << (i % 64);
        }

        return mask;
    }
}

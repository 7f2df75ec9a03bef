using Sandglass.Data;
using Sandglass.Images.Glyphs;
using SkiaSharp;

namespace Sandglass.Images.Tests.Glyphs;

/// <summary>Which classes a font may draw.</summary>
public class GlyphRuleTests
{
    private static readonly int Classes = GlyphSet.ClassNames.Count;

    [Fact]
    public void A_plain_font_draws_almost_all()
    {
        using var font = FontFile.Read(FontFolder.Bundled("DejaVuSans.ttf"), "a.ttf");
        Assert.InRange(font.Drawable.Count, 58, 62);
        Assert.Equal("DejaVu Sans", font.Family);
        Assert.All(font.Drawable, label => Assert.InRange(font.Advances[label], 0.2f, 2));
        Assert.Equal(1, font.Outline(GlyphSet.ClassNames.ToList().IndexOf("H")).TightBounds.Height, 0.001);
    }

    [Fact]
    public void Boxes_for_what_is_missing_are_left_out() => Assert.Empty(GlyphRule.Drawable(Boxes(_ => 1)));

    [Fact]
    public void A_missing_or_empty_outline_is_left_out()
    {
        var outlines = Boxes(label => Math.Min(3, 0.3f * MathF.Pow(1.3f, label)));
        (outlines[3], outlines[4]) = (null, new SKPath());
        Assert.Equal([3, 4], Enumerable.Range(0, 10).Except(GlyphRule.Drawable(outlines)).Where(label => label < 5));
    }

    [Fact]
    public void The_same_shape_at_another_size_is_another_class()
    {
        var outlines = Boxes(_ => 0);
        Array.Fill(outlines, null);
        (outlines[12], outlines[38]) = (PixelBox(1), PixelBox(0.7f));
        Assert.Equal([12, 38], GlyphRule.Drawable(outlines));
        outlines[38] = PixelBox(0.99f);
        Assert.Empty(GlyphRule.Drawable(outlines));
    }

    private static SKPath?[] Boxes(Func<int, float> height) => [.. Enumerable.Range(0, Classes).Select(label => PixelBox(height(label)))];

    private static SKPath PixelBox(float height)
    {
        var path = new SKPath();
        path.AddRect(new SKRect(0.1f, -height, 0.7f, 0));
        return path;
    }
}

using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using Sandglass.Images;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Pictures;

/// <summary>Draws one picture with its boxes into a place.</summary>
internal sealed class PanelDrawing(SKCanvas canvas, Lettering text, SKRect place)
{
    private const float LetterSize = 12;
    private const float QuietSize = 10;

    /// <summary>The picture, its boxes, and over all of them their tags.</summary>
    public void Draw(PicturePanel panel)
    {
        using var restore = new SKAutoCanvasRestore(canvas);
        canvas.ClipRect(place);
        DrawImage(panel.Image);
        var shadow = new SeriesStyle("", FamilyPalette.Ink, MarkerForm.None, LineForm.Solid);
        foreach (var box in panel.Boxes)
        {
            var corners = Corners(At(box));
            if (box.Width >= 2)
            {
                SeriesLine.Draw(canvas, shadow, corners, box.Width + 2);
            }
            SeriesLine.Draw(canvas, shadow with { Colour = box.Colour, Line = box.Line }, corners, box.Width);
        }
        var tags = new TagPlacement(new LayoutBox(place.Left, place.Top, place.Right, place.Bottom));
        var placed = panel.Boxes.Where(box => box.Tag.Length > 0).OrderBy(box => box.IsQuiet).Select(box => (Box: box, Tag: PlaceOf(box, tags))).ToArray();
        foreach (var (box, tag) in placed.OrderByDescending(item => item.Box.IsQuiet))
        {
            DrawTag(box, tag);
        }
    }

    private void DrawImage(PixelImage image)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var target = bitmap.GetPixelSpan();
        for (var i = 0; i < image.Width * image.Height; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                var value = image.Pixels[(i * image.Channels) + (c % image.Channels)];
                target[(4 * i) + c] = image.Channels == 1 ? FewGreys(value) : value;
            }
            target[(4 * i) + 3] = 255;
        }
        using var picture = SKImage.FromBitmap(bitmap);
        // Enlarged pixels stay square, so that they can be counted; photographs are shrunk smoothly.
        var sampling = image.Width <= place.Width ? new SKSamplingOptions(SKFilterMode.Nearest) : new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear);
        canvas.DrawImage(picture, place, sampling);
    }

    // A palette of 256 colours must hold those of the boxes too; 32 greys look nearly the same and make a smaller file.
    private static byte FewGreys(byte value) => (byte)((value & 0xF8) | (value >> 5));

    private static float SizeOf(DrawnBox box) => box.IsQuiet ? QuietSize : LetterSize;

    private LayoutBox PlaceOf(DrawnBox box, TagPlacement tags) => tags.Place(At(box), text.Width(box.Tag, SizeOf(box)) + 6, SizeOf(box) + 5);

    private void DrawTag(DrawnBox box, LayoutBox tag)
    {
        var ground = box.IsQuiet ? SKColor.Parse(FamilyPalette.Ink).WithAlpha(160) : SKColor.Parse(box.Colour);
        using var fill = new SKPaint { Color = ground, IsAntialias = true };
        canvas.DrawRect((float)tag.Left, (float)tag.Top, (float)(tag.Right - tag.Left), (float)(tag.Bottom - tag.Top), fill);
        text.Write(box.Tag, (float)tag.Left + 3, (float)tag.Top + 2, SizeOf(box), box.IsQuiet ? box.Colour : FamilyPalette.Ink);
    }

    private LayoutBox At(DrawnBox box) => new(
        place.Left + (box.Box.Left * place.Width),
        place.Top + (box.Box.Top * place.Height),
        place.Left + (box.Box.Right * place.Width),
        place.Top + (box.Box.Bottom * place.Height));

    private static Pixel[] Corners(LayoutBox box)
    {
        var (left, top, right, bottom) = ((float)box.Left, (float)box.Top, (float)box.Right, (float)box.Bottom);
        return [new(left, top), new(right, top), new(right, bottom), new(left, bottom), new(left, top)];
    }
}

/// <summary>Finds for each tag the corner of its box where it covers least of other tags and stays on the picture.</summary>
internal sealed class TagPlacement(LayoutBox picture)
{
    private readonly List<LayoutBox> _taken = [];

    /// <summary>The place of a tag of this size, which is taken from now on.</summary>
    public LayoutBox Place(LayoutBox box, double width, double height)
    {
        var best = Corners(box, width, height).Select(Inside).MinBy(tag => _taken.Sum(tag.Shared));
        _taken.Add(best);
        return best;
    }

    // In order of liking: MinBy keeps the first of equals.
    private static IEnumerable<LayoutBox> Corners(LayoutBox box, double width, double height)
    {
        foreach (var top in (double[])[box.Top - height, box.Top, box.Bottom - height, box.Bottom, box.Top + height, box.Bottom + height])
        {
            yield return new LayoutBox(box.Left - 1, top, box.Left - 1 + width, top + height);
            yield return new LayoutBox(box.Right + 1 - width, top, box.Right + 1, top + height);
        }
    }

    private LayoutBox Inside(LayoutBox tag)
    {
        var right = Math.Max(picture.Left - tag.Left, Math.Min(0, picture.Right - tag.Right));
        var down = Math.Max(picture.Top - tag.Top, Math.Min(0, picture.Bottom - tag.Bottom));
        return new LayoutBox(tag.Left + right, tag.Top + down, tag.Right + right, tag.Bottom + down);
    }
}

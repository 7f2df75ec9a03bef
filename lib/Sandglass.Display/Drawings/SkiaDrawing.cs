using Sandglass.Display.Charts;
using SkiaSharp;

namespace Sandglass.Display.Drawings;

/// <summary>Draws a drawing with Skia and the bundled font: as pixels, or as a page of PDF.</summary>
internal static class SkiaDrawing
{
    public static byte[] ToPng(Drawing drawing, int scale) =>
        Picture.ToPng((int)Math.Ceiling(drawing.Width), (int)Math.Ceiling(drawing.Height), scale, canvas => Draw(canvas, drawing));

    public static byte[] ToPdf(Drawing drawing) =>
        PdfPage.Write(drawing.Title, (int)Math.Ceiling(drawing.Width), (int)Math.Ceiling(drawing.Height), canvas => Draw(canvas, drawing));

    private static void Draw(SKCanvas canvas, Drawing drawing)
    {
        foreach (var shape in drawing.Shapes)
        {
            Draw(canvas, shape);
        }
    }

    private static void Draw(SKCanvas canvas, Shape shape)
    {
        switch (shape)
        {
            case Area area:
                using (var outline = PathOf(area.Corners, close: true))
                {
                    Fill(area.Fill, paint => canvas.DrawPath(outline, paint));
                    Trace(area.Stroke, 1, dashed: false, paint => canvas.DrawPath(outline, paint));
                }
                break;
            case Stroke line:
                using (var path = PathOf(line.Places, close: false))
                {
                    Trace(line.Colour, line.Width, line.Dashed, paint => canvas.DrawPath(path, paint));
                }
                break;
            case Disc disc:
                var (centre, radius) = (Point(disc.Centre), (float)disc.Radius);
                Fill(disc.Fill, paint => canvas.DrawCircle(centre, radius, paint));
                Trace(disc.Colour, 1.5, dashed: false, paint => canvas.DrawCircle(centre, radius, paint));
                break;
            case Caption text:
                Write(canvas, text);
                break;
        }
    }

    private static void Write(SKCanvas canvas, Caption text)
    {
        using var font = Letters.Font(text.Size, text.Bold);
        var align = text.Centred ? SKTextAlign.Center : SKTextAlign.Left;
        var baseline = new SKPoint((float)text.At.X, (float)(text.At.Y + (0.36 * text.Size)));
        Fill(text.Colour, paint => canvas.DrawText(text.Words, baseline, align, font, paint));
    }

    private static SKPath PathOf(IEnumerable<Place> places, bool close)
    {
        var path = new SKPath();
        path.AddPoly([.. places.Select(Point)], close);
        return path;
    }

    private static void Fill(string? colour, Action<SKPaint> draw)
    {
        if (colour is not null)
        {
            using var paint = new SKPaint { Color = SKColor.Parse(colour), IsAntialias = true };
            draw(paint);
        }
    }

    private static void Trace(string? colour, double width, bool dashed, Action<SKPaint> draw)
    {
        if (colour is null)
        {
            return;
        }
        using var dashes = dashed ? SKPathEffect.CreateDash([6, 4], 0) : null;
        using var paint = new SKPaint
        {
            Style = SKPaintStyle.Stroke,
            Color = SKColor.Parse(colour),
            StrokeWidth = (float)width,
            PathEffect = dashes,
            IsAntialias = true,
        };
        draw(paint);
    }

    private static SKPoint Point(Place place) => new((float)place.X, (float)place.Y);
}

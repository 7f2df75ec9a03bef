using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>
/// The line of a series. Its dashes are outlines of their own, because Skia's SVG writer knows no dash patterns and
/// would draw every line unbroken.
/// </summary>
internal sealed class SeriesLine(SeriesStyle style, IReadOnlyList<Coordinates> places, float width) : IPlottable
{
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public IEnumerable<LegendItem> LegendItems => [];
    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp) => Draw(rp.Canvas, style, [.. places.Select(Axes.GetPixel)], width);

    /// <summary>Draws a line through pixels.</summary>
    public static void Draw(SKCanvas canvas, SeriesStyle style, IReadOnlyList<Pixel> pixels, float width)
    {
        if (style.Line == LineForm.None)
        {
            return;
        }

        using var path = new SKPath();
        path.AddPoly([.. pixels.Select(p => new SKPoint(p.X, p.Y))], close: false);
        using var dashes = style.Line switch
        {
            LineForm.Dashed => SKPathEffect.CreateDash([9, 5], 0),
            LineForm.Dotted => SKPathEffect.CreateDash([2, 4], 0),
            _ => null,
        };
        using var stroke = new SKPaint
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = width,
            StrokeJoin = SKStrokeJoin.Round,
            PathEffect = dashes,
        };
        using var outline = new SKPath();
        stroke.GetFillPath(path, outline);
        using var fill = new SKPaint { Color = SKColor.Parse(style.Colour), IsAntialias = true };
        canvas.DrawPath(outline, fill);
    }
}

/// <summary>A style in ScottPlot's terms.</summary>
internal static class Strokes
{
    public static Color Colour(SeriesStyle style) => Color.FromHex(style.Colour);

    /// <summary>The marker of a style, filled with its colour or open.</summary>
    public static MarkerStyle Marker(SeriesStyle style, float size, bool filled) => new()
    {
        Shape = style.Marker == MarkerForm.Square ? MarkerShape.FilledSquare : MarkerShape.FilledCircle,
        CustomRenderer = PathMarker.Of(style.Marker),
        IsVisible = style.Marker != MarkerForm.None,
        Size = style.Marker == MarkerForm.Triangle ? size + 2 : size,
        FillColor = filled ? Colour(style) : Color.FromHex(FamilyPalette.Paper),
        OutlineColor = Colour(style),
        OutlineWidth = 2,
    };
}

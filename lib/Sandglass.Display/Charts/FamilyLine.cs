using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>
/// The line of a family. Its dashes are outlines of their own, because Skia's SVG writer knows no dash patterns and
/// would draw every line unbroken.
/// </summary>
internal sealed class FamilyLine(FamilyStyle style, IReadOnlyList<Coordinates> places, float width) : IPlottable
{
    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <inheritdoc/>
    public IAxes Axes { get; set; } = new Axes();

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => [];

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    /// <inheritdoc/>
    public void Render(RenderPack rp) => Draw(rp.Canvas, style, [.. places.Select(Axes.GetPixel)], width);

    /// <summary>Draws a family's line through pixels.</summary>
    public static void Draw(SKCanvas canvas, FamilyStyle style, IReadOnlyList<Pixel> pixels, float width)
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

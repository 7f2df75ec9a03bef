using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>One row that names the families: a piece of line, its marker, the name.</summary>
internal sealed class Legend(SKCanvas canvas, Paint paint, Lettering text)
{
    private const float Sample = 40;
    private const float Size = 14;

    /// <summary>Draws the families of a figure from <paramref name="left"/> on, around a middle line.</summary>
    public void Draw(Figure figure, float left, float middle)
    {
        var families = figure.Panels.SelectMany(p => p.Series).Select(s => s.Family).Distinct().Order();
        foreach (var style in families.Select(FamilyPalette.For))
        {
            FamilyLine.Draw(canvas, style, [new Pixel(left, middle), new Pixel(left + Sample, middle)]);
            Strokes.Marker(style, size: 10, filled: true)
                .Render(canvas, new Pixel(left + Sample / 2, middle), paint);
            text.Write(style.Name, left + Sample + 8, middle - Size / 2 + 2, Size, FamilyPalette.Ink);
            left += Sample + 8 + text.Width(style.Name, Size) + 28;
        }
    }
}

using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>One row that names what is drawn: a piece of line with its marker, or a piece of bar, and the name.</summary>
internal sealed class Legend(SKCanvas canvas, Paint paint, Lettering text)
{
    private const float Sample = 40;
    private const float Swatch = 16;
    private const float Size = 14;

    /// <summary>Draws the names of a figure from <paramref name="left"/> on, around a middle line.</summary>
    public void Draw(Figure figure, float left, float middle)
    {
        var series = figure.Panels.SelectMany(p => p.Series).Where(s => s.InLegend);
        foreach (var named in series.OrderBy(s => s.OwnStyle is not null).ThenBy(s => s.Family).DistinctBy(s => s.Style))
        {
            var length = named.IsJoined || named.Style.Marker == MarkerForm.None ? Sample : Swatch;
            if (named.Style is { Line: LineForm.None, Marker: MarkerForm.None })
            {
                using var band = new SKPaint { Color = SKColor.Parse(named.Style.Colour).WithAlpha(41) }; // as bands are drawn
                canvas.DrawRect(left, middle - Swatch / 2, length, Swatch, band);
            }
            FamilyLine.Draw(canvas, named.Style, [new Pixel(left, middle), new Pixel(left + length, middle)], named.LineWidth);
            var marker = Strokes.Marker(named.Style, size: 10, filled: true);
            if (marker.IsVisible && !named.IsNull)
            {
                marker.Render(canvas, new Pixel(left + length / 2, middle), paint);
            }
            left = Write(named.Style.Name, left + length + 8, middle);
        }

        foreach (var part in figure.Panels.SelectMany(p => p.Bars).DistinctBy(b => b.Name))
        {
            using var fill = new SKPaint { Color = SKColor.Parse(part.Colour), IsAntialias = true };
            canvas.DrawRect(left, middle - Swatch / 2, Swatch, Swatch, fill);
            left = Write(part.Name, left + Swatch + 8, middle);
        }
    }

    private float Write(string name, float left, float middle)
    {
        text.Write(name, left, middle - Size / 2 + 2, Size, FamilyPalette.Ink);
        return left + text.Width(name, Size) + 28;
    }
}

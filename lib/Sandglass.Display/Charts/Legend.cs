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
        var series = figure.Panels.SelectMany(p => p.Series);
        foreach (var style in series.OrderBy(s => s.OwnStyle is not null).ThenBy(s => s.Family).Select(s => s.Style).Distinct())
        {
            if (style is { Line: LineForm.None, Marker: MarkerForm.None })
            {
                using var band = new SKPaint { Color = SKColor.Parse(style.Colour).WithAlpha(41) }; // as bands are drawn
                canvas.DrawRect(left, middle - Swatch / 2, Sample, Swatch, band);
            }

            FamilyLine.Draw(canvas, style, [new Pixel(left, middle), new Pixel(left + Sample, middle)]);
            var marker = Strokes.Marker(style, size: 10, filled: true);
            if (marker.IsVisible)
            {
                marker.Render(canvas, new Pixel(left + Sample / 2, middle), paint);
            }

            left = Write(style.Name, left + Sample + 8, middle);
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

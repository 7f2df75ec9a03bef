using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>
/// Names what is drawn, in a row or more where names are many: a piece of line with its marker, or a piece of bar, and
/// the name.
/// </summary>
internal sealed class StillLegend(SKCanvas canvas, Paint paint, Lettering text)
{
    private const float Sample = 40;
    private const float Swatch = 16;
    private const float Size = 14;
    private const float RowHeight = 22;

    /// <summary>Draws the names of a figure from <paramref name="left"/> on, around the middle line of the first row.</summary>
    /// <returns>Pixels that further rows take.</returns>
    public float Draw(Figure figure, float left, float middle)
    {
        var (start, first) = (left, middle);
        void MakeRoom(string name, float length)
        {
            if (left > start && left + length + 8 + text.Width(name, Size) > Figure.Width - 8)
            {
                (left, middle) = (start, middle + RowHeight);
            }
        }

        var series = figure.Panels.SelectMany(p => p.Series).Where(s => s.InLegend);
        foreach (var named in series.OrderBy(s => s.IsNull).DistinctBy(s => s.Style))
        {
            var length = named.IsJoined || named.Style.Marker == MarkerForm.None ? Sample : Swatch;
            MakeRoom(named.Style.Name, length);
            if (named.IsBandAlone)
            {
                using var band = new SKPaint { Color = SKColor.Parse(named.Style.Colour).WithAlpha(41) }; // as bands are drawn
                canvas.DrawRect(left, middle - Swatch / 2, length, Swatch, band);
            }
            SeriesLine.Draw(canvas, named.Style, [new Pixel(left, middle), new Pixel(left + length, middle)], named.LineWidth);
            var marker = Strokes.Marker(named.Style, size: 10, filled: named.Marks.Count == 0 || named.Marks.Any(mark => mark.Filled));
            if (marker.IsVisible && !named.IsNull)
            {
                marker.Render(canvas, new Pixel(left + length / 2, middle), paint);
            }
            left = Write(named.Style.Name, left + length + 8, middle);
        }

        foreach (var part in figure.Panels.SelectMany(p => p.Bars).DistinctBy(b => b.Name))
        {
            MakeRoom(part.Name, Swatch);
            using var fill = new SKPaint { Color = SKColor.Parse(part.Colour), IsAntialias = true };
            canvas.DrawRect(left, middle - Swatch / 2, Swatch, Swatch, fill);
            left = Write(part.Name, left + Swatch + 8, middle);
        }
        return middle - first;
    }

    private float Write(string name, float left, float middle)
    {
        text.Write(name, left, middle - Size / 2 + 2, Size, FamilyPalette.Ink);
        return left + text.Width(name, Size) + 28;
    }
}

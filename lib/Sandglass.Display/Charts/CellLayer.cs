using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>Cells in the colours of their numbers, with the number inside where it has room.</summary>
internal sealed class CellLayer(HeatCells cells) : IPlottable
{
    private const float LargestText = 11;
    private const float SmallestText = 8;
    private const float Gap = 1;

    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public IEnumerable<LegendItem> LegendItems => [];
    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        using var paint = Paint.NewDisposablePaint();
        var text = new Lettering(rp.Canvas, paint);
        for (var row = 0; row < cells.Values.GetLength(0); row++)
        {
            for (var column = 0; column < cells.Values.GetLength(1); column++)
            {
                if (double.IsFinite(cells.Values[row, column]))
                {
                    Draw(rp.Canvas, text, row, column);
                }
            }
        }
    }

    private void Draw(SKCanvas canvas, Lettering text, int row, int column)
    {
        var (from, to) = (Axes.GetPixel(new(column - 0.5, row + 0.5)), Axes.GetPixel(new(column + 0.5, row - 0.5)));
        var share = cells.Scale.Share(cells.Values[row, column]);
        using var fill = new SKPaint { Color = HeatColours.At(share) };
        canvas.DrawRect(new SKRect(from.X, from.Y, to.X - Gap, to.Y - Gap), fill);
        if (!cells.HasNumbers)
        {
            return;
        }

        var word = cells.Scale.Word(cells.Values[row, column]);
        var size = Math.Min(LargestText, LargestText * (to.X - from.X - 2) / text.Width(word, LargestText));
        if (size >= SmallestText && size < to.Y - from.Y)
        {
            var (left, top) = ((from.X + to.X - text.Width(word, size)) / 2, ((from.Y + to.Y - size) / 2) - 1);
            text.Write(word, left, top, size, share < 0.55 ? FamilyPalette.Paper : FamilyPalette.Ink);
        }
    }
}

/// <summary>The colours of cells, and the bar that says what they mean.</summary>
internal static class HeatColours
{
    /// <summary>Room that the bar and its words take, pixels.</summary>
    public const float BarRoom = 84;

    private const float Width = 16;
    private const int Steps = 128;
    private static readonly ScottPlot.Colormaps.Viridis Colours = new();

    /// <summary>The colour of a share in [0, 1].</summary>
    public static SKColor At(double share)
    {
        var colour = Colours.GetColor(share);
        return new SKColor(colour.R, colour.G, colour.B);
    }

    /// <summary>Draws the bar at the left edge of a place, its label beside it from below upwards.</summary>
    public static void DrawBar(SKCanvas canvas, Lettering text, HeatScale scale, PixelRect place)
    {
        var steps = scale.Steps ?? Steps;
        var step = place.Height / steps;
        for (var i = 0; i < steps; i++)
        {
            using var fill = new SKPaint { Color = At(scale.Step(1 - ((i + 0.5) / steps))) };
            canvas.DrawRect(place.Left, place.Top + (i * step), Width, step + 0.5f, fill);
        }
        foreach (var share in (ReadOnlySpan<double>)[0, 0.5, 1])
        {
            var value = scale.Word(scale.Low + (share * (scale.High - scale.Low)));
            text.Write(value, place.Left + Width + 5, place.Bottom - ((float)share * place.Height) - 7, size: 12, FamilyPalette.Ink);
        }

        using var restore = new SKAutoCanvasRestore(canvas);
        canvas.Translate(place.Left + 58, (place.Top + place.Bottom + text.Width(scale.Label, 13)) / 2);
        canvas.RotateDegrees(-90);
        text.Write(scale.Label, 0, 0, size: 13, FamilyPalette.Ink);
    }
}

/// <summary>Numbers as colours, one pixel a cell, in the colour scale Viridis; grey where there is no number.</summary>
internal static class CellPicture
{
    /// <summary>The picture of [rows, columns] as PNG.</summary>
    public static byte[] ToPng(double[,] cells)
    {
        var finite = cells.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, span) = (finite.Min(), finite.Max() - finite.Min());
        return Picture.ToPng(cells.GetLength(1), cells.GetLength(0), scale: 1, canvas =>
        {
            using var paint = new SKPaint();
            for (var i = 0; i < cells.GetLength(0); i++)
            {
                for (var j = 0; j < cells.GetLength(1); j++)
                {
                    paint.Color = double.IsFinite(cells[i, j])
                        ? HeatColours.At(span > 0 ? (cells[i, j] - low) / span : 0.5)
                        : SKColor.Parse("#a0a0a0");
                    canvas.DrawRect(j, i, 1, 1, paint);
                }
            }
        });
    }
}

using Sandglass.Display.Figures;
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

    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <inheritdoc/>
    public IAxes Axes { get; set; } = new Axes();

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => [];

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    /// <inheritdoc/>
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

        var word = cells.Word(row, column);
        var size = Math.Min(LargestText, LargestText * (to.X - from.X - 2) / text.Width(word, LargestText));
        if (size >= SmallestText && size < to.Y - from.Y)
        {
            var (left, top) = ((from.X + to.X - text.Width(word, size)) / 2, ((from.Y + to.Y - size) / 2) - 1);
            text.Write(word, left, top, size, share < 0.55 ? FamilyPalette.Paper : FamilyPalette.Ink);
        }
    }
}

using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>Numbers as colours, one pixel a cell, in the colour scale Viridis; grey where there is no number.</summary>
internal static class CellPicture
{
    /// <summary>The picture as PNG.</summary>
    /// <param name="cells">[rows, columns].</param>
    public static byte[] ToPng(double[,] cells)
    {
        var finite = cells.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, span) = (finite.Min(), finite.Max() - finite.Min());
        var scale = new ScottPlot.Colormaps.Viridis();
        return Picture.ToPng(cells.GetLength(1), cells.GetLength(0), scale: 1, canvas =>
        {
            using var paint = new SKPaint();
            for (var i = 0; i < cells.GetLength(0); i++)
            {
                for (var j = 0; j < cells.GetLength(1); j++)
                {
                    var colour = double.IsFinite(cells[i, j])
                        ? scale.GetColor(span > 0 ? (cells[i, j] - low) / span : 0.5)
                        : Color.FromHex("#a0a0a0");
                    paint.Color = new SKColor(colour.R, colour.G, colour.B);
                    canvas.DrawRect(j, i, 1, 1, paint);
                }
            }
        });
    }
}

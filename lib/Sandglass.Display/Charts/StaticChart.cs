using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>Draws a figure as a still picture: title, legend, panels, note.</summary>
internal static class StaticChart
{
    private const float Margin = 18;
    private const float PanelGap = 12;

    /// <summary>The picture as PNG, <paramref name="scale"/> pixels for one of the layout.</summary>
    public static byte[] ToPng(Figure figure, int scale) =>
        Picture.ToPng(FigureSize.Width, figure.Height, scale, canvas => Draw(figure, canvas));

    /// <summary>The picture as an SVG element.</summary>
    public static string ToSvg(Figure figure)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, FigureSize.Width, figure.Height), stream))
        {
            Draw(figure, canvas);
        }
        return SvgElement.From(stream.ToArray(), figure);
    }

    private static void Draw(Figure figure, SKCanvas canvas)
    {
        BundledFont.Install();
        using var paint = Paint.NewDisposablePaint();
        canvas.Clear(SKColor.Parse(FamilyPalette.Paper));
        var text = new Lettering(canvas, paint);
        text.Write(figure.Title, Margin, 14, size: 20, FamilyPalette.Ink, bold: true);
        var furtherRows = new Legend(canvas, paint, text).Draw(figure, Margin, 56);

        var note = text.Wrap(figure.Note, FigureSize.Width - 2 * Margin, size: 12);
        var noteTop = figure.Height - 12 - 17 * note.Count;
        for (var line = 0; line < note.Count; line++)
        {
            text.Write(note[line], Margin, noteTop + 17 * line, size: 12, FamilyPalette.Muted);
        }
        var area = new PixelRect(Margin - 8, FigureSize.Width - Margin, noteTop - 8, 76 + furtherRows);
        if (figure.Panels.Select(panel => panel.Cells?.Scale).FirstOrDefault() is { } scale)
        {
            var bar = new PixelRect(area.Right - HeatColours.BarRoom + PanelGap, area.Right, area.Bottom - 60, area.Top + 30);
            HeatColours.DrawBar(canvas, text, scale, bar);
            area = new PixelRect(area.Left, area.Right - HeatColours.BarRoom, area.Bottom, area.Top);
        }
        DrawPanels(figure, canvas, area);
    }

    private static void DrawPanels(Figure figure, SKCanvas canvas, PixelRect area)
    {
        var grid = figure.Grid;
        var (width, height) = (MathF.Floor((area.Width - (PanelGap * (grid.Columns - 1))) / grid.Columns), MathF.Floor(area.Height / grid.Rows));
        for (var i = 0; i < figure.Panels.Count; i++)
        {
            var (row, column) = grid.At(i);
            var (left, top) = (area.Left + (column * (width + PanelGap)), area.Top + (row * height));
            var place = new PixelRect(left, left + width, top + height, top);
            // ScottPlot begins by clearing all it can reach.
            using var restore = new SKAutoCanvasRestore(canvas);
            canvas.ClipRect(new SKRect(place.Left, place.Top, place.Right, place.Bottom));
            PanelPlot.Of(figure.Panels[i]).Render(canvas, place);
        }
    }
}

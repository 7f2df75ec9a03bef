using System.Xml.Linq;
using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>Draws a figure as a still picture: title, legend, panels, note.</summary>
internal static class StaticChart
{
    private const float Margin = 18;
    private const float PanelGap = 12;
    private const float TitleSize = 20;
    private const float TitleLine = 26;

    public static byte[] ToPng(Figure figure, int scale) =>
        Picture.ToPng(Figure.Width, figure.Height, scale, canvas => Draw(figure, canvas));

    public static byte[] ToPdf(Figure figure) =>
        PdfPage.Write(figure.Title, Figure.Width, figure.Height, canvas => Draw(figure, canvas));

    public static string ToSvg(Figure figure)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, Figure.Width, figure.Height), stream))
        {
            Draw(figure, canvas);
        }
        return SvgElement.From(stream.ToArray(), figure.Id, figure.Title, figure.Note, Figure.Width, figure.Height);
    }

    private static void Draw(Figure figure, SKCanvas canvas)
    {
        BundledFont.Install();
        using var paint = Paint.NewDisposablePaint();
        canvas.Clear(SKColor.Parse(FamilyPalette.Paper));
        var text = new Lettering(canvas, paint);
        var title = text.Wrap(figure.Title, Figure.Width - 2 * Margin, TitleSize, bold: true);
        for (var line = 0; line < title.Count; line++)
        {
            text.Write(title[line], Margin, 14 + TitleLine * line, TitleSize, FamilyPalette.Ink, bold: true);
        }
        var furtherTitle = TitleLine * (title.Count - 1);
        var furtherRows = furtherTitle + new StillLegend(canvas, paint, text).Draw(figure, Margin, 56 + furtherTitle);

        var note = text.Wrap(figure.Note, Figure.Width - 2 * Margin, size: 12);
        var noteTop = figure.Height - 12 - 17 * note.Count;
        for (var line = 0; line < note.Count; line++)
        {
            text.Write(note[line], Margin, noteTop + 17 * line, size: 12, FamilyPalette.Muted);
        }
        var area = new PixelRect(Margin - 8, Figure.Width - Margin, noteTop - 8, 76 + furtherRows);
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
            // What sticks out of a panel is cut off, so that it does not lie on the next.
            using var restore = new SKAutoCanvasRestore(canvas);
            canvas.ClipRect(new SKRect(place.Left, place.Top, place.Right, place.Bottom));
            PanelPlot.Of(figure.Panels[i]).Render(canvas, place);
        }
    }
}

/// <summary>Makes of Skia's SVG document an element that a page can take in and that scales with it.</summary>
internal static class SvgElement
{
    /// <summary>The element, without XML prolog, with a view box, a text alternative and fallback fonts.</summary>
    public static string From(byte[] document, string id, string title, string note, int width, int height)
    {
        using var stream = new MemoryStream(document);
        var root = XDocument.Load(stream).Root!;
        var svg = root.Name.Namespace;
        foreach (var text in root.Descendants(svg + "text"))
        {
            text.SetAttributeValue("font-family", BundledFont.Fallbacks);
        }
        RenameClips(root, id);
        root.SetAttributeValue(
            "viewBox", FormattableString.Invariant($"0 0 {width} {height}"));
        root.SetAttributeValue("role", "img");
        root.AddFirst(new XElement(svg + "title", title), new XElement(svg + "desc", note));
        return root.ToString(SaveOptions.DisableFormatting);
    }

    // Skia numbers clips over the life of the process: other bytes each time, and twins when a page holds two figures.
    private static void RenameClips(XElement root, string figure)
    {
        var names = root.Descendants(root.Name.Namespace + "clipPath")
            .Select((clip, i) => (Old: clip.Attribute("id")!.Value, New: FormattableString.Invariant($"{figure}-clip-{i}")))
            .ToDictionary(n => n.Old, n => n.New);
        foreach (var element in root.Descendants())
        {
            if (element.Attribute("id") is { } id && names.TryGetValue(id.Value, out var name))
            {
                id.Value = name;
            }
            if (element.Attribute("clip-path") is { } use && names.TryGetValue(use.Value[5..^1], out var target))
            {
                use.Value = $"url(#{target})";
            }
        }
    }
}

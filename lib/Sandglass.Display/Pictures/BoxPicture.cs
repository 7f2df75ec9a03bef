using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Images;
using ScottPlot;
using SkiaSharp;
using WholeFiles;
using Box = Sandglass.Detection.Boxes.Box;

namespace Sandglass.Display.Pictures;

/// <summary>Pictures side by side with boxes drawn on them: still, because it shows pixels.</summary>
public sealed class BoxPicture
{
    internal BoxPicture(string title, string note, IReadOnlyList<SeriesStyle> legend, IReadOnlyList<PicturePanel> panels) =>
        (Title, Note, Legend, Panels) = (title, note, legend, panels);

    /// <summary>What is drawn.</summary>
    public string Title { get; }

    /// <summary>How to read it.</summary>
    public string Note { get; }

    internal IReadOnlyList<SeriesStyle> Legend { get; }
    internal IReadOnlyList<PicturePanel> Panels { get; }

    /// <summary>The picture as PNG, laid out 900 pixels wide, three panels a row.</summary>
    /// <param name="scale">Pixels of the picture for one of the layout.</param>
    /// <returns>The bytes of the file: the same for the same data on every machine.</returns>
    public byte[] ToPng(int scale = 1)
    {
        var layout = new PictureLayout(this);
        var isGrey = Panels.All(panel => panel.Image.Channels == 1);
        return Picture.ToPng(PictureLayout.Width, layout.Height, scale, layout.Draw, isGrey);
    }

    /// <summary>The picture as an <c>&lt;svg&gt;</c> element, the photographs within it.</summary>
    public string ToSvg()
    {
        var layout = new PictureLayout(this);
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, PictureLayout.Width, layout.Height), stream))
        {
            canvas.Clear(SKColor.Parse(FamilyPalette.Paper));
            layout.Draw(canvas);
        }
        return SvgElement.From(stream.ToArray(), "boxes", Title, Note, PictureLayout.Width, layout.Height);
    }

    /// <summary>The picture as a PDF of one page: the same bytes for the same data on every machine.</summary>
    public byte[] ToPdf()
    {
        var layout = new PictureLayout(this);
        return PdfPage.Write(Title, PictureLayout.Width, layout.Height, layout.Draw);
    }

    /// <summary>Writes the PNG at twice the layout's size; the file appears whole or not at all.</summary>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void SavePng(string path) => WholeFile.Write(path, ToPng(scale: 2));

    /// <summary>Writes the SVG; the file appears whole or not at all.</summary>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void SaveSvg(string path) => WholeFile.Write(path, ToSvg());

    /// <summary>Writes the PDF; the file appears whole or not at all.</summary>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void SavePdf(string path) => WholeFile.Write(path, ToPdf());
}

/// <summary>A box on a picture, and what stands beside it on its colour; empty for nothing. A quiet one has small letters in its
/// colour, which give way to the others.</summary>
internal sealed record DrawnBox(Box Box, string Colour, LineForm Line, float Width, string Tag = "", bool IsQuiet = false);

/// <summary>A picture with boxes on it, later ones over earlier ones.</summary>
internal sealed record PicturePanel(string Heading, PixelImage Image, IReadOnlyList<DrawnBox> Boxes);

/// <summary>Lays a box picture out: title, legend, panels in rows, note.</summary>
internal sealed class PictureLayout
{
    public const int Width = 900;

    private const int Columns = 3;
    private const float Margin = 18;
    private const float Gap = 12;
    private const float Top = 78;
    private const float HeadingHeight = 24;
    private const float PanelWidth = (Width - (2 * Margin) - ((Columns - 1) * Gap)) / Columns;
    private const float NoteLine = 17;
    private const float LegendSize = 14;

    private readonly BoxPicture _picture;
    private readonly float[] _rowHeights;
    private readonly IReadOnlyList<string> _note;

    public PictureLayout(BoxPicture picture)
    {
        BundledFont.Install();
        _picture = picture;
        _rowHeights = [.. picture.Panels.Chunk(Columns).Select(row => row.Max(HeightOf))];
        using var surface = SKSurface.Create(new SKImageInfo(1, 1));
        using var paint = Paint.NewDisposablePaint();
        _note = new Lettering(surface.Canvas, paint).Wrap(picture.Note, Width - (2 * Margin), size: 12);
    }

    public int Height => (int)Math.Ceiling(Top + _rowHeights.Sum(height => HeadingHeight + height + Gap) + (NoteLine * _note.Count) + 14);

    public void Draw(SKCanvas canvas)
    {
        using var paint = Paint.NewDisposablePaint();
        var text = new Lettering(canvas, paint);
        text.Write(_picture.Title, Margin, 14, size: 20, FamilyPalette.Ink, bold: true);
        DrawLegend(canvas, text);
        var top = Top;
        foreach (var (row, panels) in _picture.Panels.Chunk(Columns).Index())
        {
            foreach (var (column, panel) in panels.Index())
            {
                var left = Margin + (column * (PanelWidth + Gap));
                text.Write(panel.Heading, left, top, size: 13, FamilyPalette.Ink, bold: true);
                var place = new SKRect(left, top + HeadingHeight, left + WidthOf(panel), top + HeadingHeight + HeightOf(panel));
                new PanelDrawing(canvas, text, place).Draw(panel);
            }
            top += HeadingHeight + _rowHeights[row] + Gap;
        }
        foreach (var (line, words) in _note.Index())
        {
            text.Write(words, Margin, top + (NoteLine * line), size: 12, FamilyPalette.Muted);
        }
    }

    // A small picture is enlarged by a whole number, so that all its pixels stay equal.
    private static float WidthOf(PicturePanel panel) => panel.Image.Width <= PanelWidth
        ? panel.Image.Width * MathF.Floor(PanelWidth / panel.Image.Width)
        : PanelWidth;

    private static float HeightOf(PicturePanel panel) => WidthOf(panel) * panel.Image.Height / panel.Image.Width;

    // Each line on a piece of dark ground, as it lies on the pictures.
    private void DrawLegend(SKCanvas canvas, Lettering text)
    {
        var (left, middle) = (Margin, 56f);
        foreach (var style in _picture.Legend)
        {
            using var ground = new SKPaint { Color = SKColor.Parse("#4d5560") };
            canvas.DrawRect(left, middle - 9, 44, 18, ground);
            SeriesLine.Draw(canvas, style, [new Pixel(left + 5, middle), new Pixel(left + 39, middle)], 3);
            text.Write(style.Name, left + 52, middle - 5, LegendSize, FamilyPalette.Ink);
            left += 52 + text.Width(style.Name, LegendSize) + 24;
        }
    }
}

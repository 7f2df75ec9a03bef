using Plotly.NET;
using WholeFiles;

namespace Sandglass.Display.Charts;

/// <summary>A figure as data. It is drawn twice: still, to publish (PNG, SVG, PDF), and live, to explore (Plotly).</summary>
public sealed class Figure
{
    /// <summary>Width for which figures are laid out, in pixels.</summary>
    internal const int Width = 900;

    /// <summary>Height for which they are laid out with one row of panels, in pixels.</summary>
    internal const int UsualHeight = 600;

    private const int FurtherRow = 240;

    internal Figure(string id, string title, string note, IReadOnlyList<Panel> panels) =>
        (Id, Title, Note, Panels) = (id, title, note, panels);

    /// <summary>Name of the figure in files and pages, in lower case with hyphens.</summary>
    public string Id { get; }

    /// <summary>What the figure shows.</summary>
    public string Title { get; }

    /// <summary>How its numbers came about: seeds, kind of interval, way of counting.</summary>
    public string Note { get; }

    internal IReadOnlyList<Panel> Panels { get; }

    /// <summary>Panels side by side before the next row begins.</summary>
    internal int Columns { get; init; } = int.MaxValue;

    /// <summary>What a slider shows in the panels' place where the figure is live; null for a figure without.</summary>
    internal FigureSlider? Slider { get; init; }

    /// <summary>Whether notebooks show it beside photographs, which leave little room.</summary>
    internal bool StandsByPictures { get; init; }

    /// <summary>Pixels that all rows of panels together are higher than usual.</summary>
    internal int FurtherHeight { get; init; }

    internal PanelGrid Grid => new(Panels.Count, Columns);

    /// <summary>Height of the still picture's layout in pixels.</summary>
    internal int Height => UsualHeight + (FurtherRow * (Grid.Rows - 1)) + FurtherHeight;

    /// <summary>Pixels of a notebook's still picture for one of the layout: several panels or many rows are large, and a
    /// notebook has room for 300 kB.</summary>
    internal int NotebookScale => Panels.Count > 1 || FurtherHeight > 0 || StandsByPictures ? 1 : 2;

    /// <summary>The figure as PNG, laid out at 900 x 600 pixels, and higher with each further row of panels.</summary>
    /// <param name="scale">Pixels of the picture for one of the layout: 2 is sharp on dense screens and in print.</param>
    /// <returns>The bytes of the file: the same for the same data on every machine.</returns>
    public byte[] ToPng(int scale = 1) => StaticChart.ToPng(this, scale);

    /// <summary>The figure as an <c>&lt;svg&gt;</c> element, without an XML prolog, so that a page can take it in.</summary>
    public string ToSvg() => StaticChart.ToSvg(this);

    /// <summary>The figure as an interactive chart, without its title and note.</summary>
    public GenericChart ToChart() => InteractiveChart.Draw(this);

    /// <summary>
    /// The interactive figure with title and note as a piece of HTML whose ids never change. The page around it must
    /// have loaded plotly.js before.
    /// </summary>
    public string ToHtmlFragment() => HtmlFragment.Write(this);

    /// <summary>The figure as a PDF of one page: the same bytes for the same data on every machine.</summary>
    public byte[] ToPdf() => StaticChart.ToPdf(this);

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

/// <summary>A slider over states of a figure, all with as many panels, and the state that is shown first.</summary>
internal sealed record FigureSlider(string Quantity, IReadOnlyList<(string Label, IReadOnlyList<Panel> Panels)> States, int Active)
{
    /// <summary>Panels side by side before the next row begins.</summary>
    public int Columns { get; init; } = int.MaxValue;
}

/// <summary>Panels in rows, from left to right and from the top down.</summary>
internal readonly record struct PanelGrid(int Count, int Most)
{
    public int Columns => Math.Min(Count, Most);
    public int Rows => (Count + Columns - 1) / Columns;
    public (int Row, int Column) At(int index) => (index / Columns, index % Columns);
}

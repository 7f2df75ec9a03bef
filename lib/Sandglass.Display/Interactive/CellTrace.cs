using Plotly.NET;
using Sandglass.Display.Figures;

namespace Sandglass.Display.Interactive;

/// <summary>Turns the cells of a panel into a heat map of Plotly.</summary>
internal static class CellTrace
{
    /// <summary>The trace; the first panel's carries the bar of colours for all.</summary>
    public static Trace Of(Panel panel, HeatCells cells, int number) => new Trace("heatmap").With(
        ("xaxis", AxisName.Anchor("x", number)),
        ("yaxis", AxisName.Anchor("y", number)),
        ("z", Rows(cells, (row, column) => double.IsFinite(cells.Values[row, column]) ? cells.Values[row, column] : (object?)null)),
        ("texttemplate", "%{z:.2f}"),
        ("hovertemplate", $"%{{z:.2f}}<extra>{HtmlText.Encode(panel.Heading)}</extra>"),
        ("zmin", cells.Scale.Low),
        ("zmax", cells.Scale.High),
        ("colorscale", "Viridis"),
        ("showscale", number == 1),
        ("colorbar", new ColorBar().With(("title", new Title().With(("text", HtmlText.Encode(cells.Scale.Label)), ("side", "right"))))),
        ("xgap", 1),
        ("ygap", 1));

    private static T[][] Rows<T>(HeatCells cells, Func<int, int, T> cell) =>
    [
        .. Enumerable.Range(0, cells.Values.GetLength(0)).Select(row =>
            Enumerable.Range(0, cells.Values.GetLength(1)).Select(column => cell(row, column)).ToArray()),
    ];
}

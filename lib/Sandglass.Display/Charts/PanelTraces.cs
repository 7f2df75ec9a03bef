using Plotly.NET;
using Plotly.NET.TraceObjects;
using Sandglass.Display.Style;

namespace Sandglass.Display.Charts;

/// <summary>Turns the series of one panel into Plotly's traces.</summary>
internal static class PanelTraces
{
    /// <summary>Bands first, then lines with their points, then single seeds; these before the lines where a marker is open, which a dot in it would fill.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="number">Its number, from 1: the axes it is drawn on.</param>
    /// <param name="named">Names that the legend has already; those of the panel come in.</param>
    public static IEnumerable<Trace> Of(Panel panel, int number, ISet<string> named)
    {
        Trace On(string kind, Series series) => new Trace("scatter").With(
            ("name", series.Style.Name),
            ("legendgroup", series.Style.Name),
            ("showlegend", kind == (series.IsBandAlone ? "band" : "line") && series.InLegend && named.Add(series.Style.Name)),
            ("xaxis", AxisName.Anchor("x", number)),
            ("yaxis", AxisName.Anchor("y", number)));

        var lines = panel.Series.Select(s => Line(On("line", s), s));
        var singles = panel.Series.Where(s => s.Marks.Any(m => m.Singles.Count > 0)).Select(s => Singles(On("singles", s), s));
        var hasOpen = panel.Series.Any(s => s.Marks.Any(m => !m.Filled));
        return
        [
            .. panel.Cells is { } cells ? [CellTrace.Of(panel, cells, number)] : Array.Empty<Trace>(),
            .. panel.Bars.Select(part => Bar(part, number)),
            .. panel.Series.Where(s => s.Spread == Spread.Band && s.Marks.Any(m => m.HasSpread))
                .Select(s => Band(On("band", s), s)),
            .. hasOpen ? singles.Concat(lines) : lines.Concat(singles),
        ];
    }

    private static Trace Bar(BarSeries part, int number) => new Trace("bar").With(
        ("name", part.Name),
        ("legendgroup", part.Name),
        ("showlegend", number == 1),
        ("xaxis", AxisName.Anchor("x", number)),
        ("yaxis", AxisName.Anchor("y", number)),
        ("y", part.Values.ToArray()),
        ("text", part.Remarks.Select(HtmlText.ForPlotly).ToArray()),
        ("textposition", "none"),
        ("hovertemplate", "%{text}<extra></extra>"),
        ("marker", new Plotly.NET.TraceObjects.Marker().With(("color", part.Colour))));

    private static Trace Line(Trace trace, Series series)
    {
        var style = series.Style;
        trace.With(
            ("y", series.Marks.Select(m => m.Y).ToArray()),
            ("line", new Line().With(("color", style.Colour), ("width", series.LineWidth), ("dash", DashName(style.Line)))),
            ("mode", Mode(series)));
        if (series.MarkerSize > 0)
        {
            trace.With(("marker", new Plotly.NET.TraceObjects.Marker().With(
                ("size", series.MarkerSize),
                ("symbol", SymbolName(style.Marker)),
                ("color", series.Marks.All(m => m.Filled)
                    ? style.Colour
                    : series.Marks.Select(m => m.Filled ? style.Colour : FamilyPalette.Paper).ToArray()),
                ("line", new Line().With(("color", style.Colour), ("width", 2))))));
        }
        if (EvenStep(series.Marks) is { } step)
        {
            trace.With(("x0", series.Marks[0].X), ("dx", step));
        }
        else
        {
            trace.With(("x", series.Marks.Select(m => m.X).ToArray()));
        }
        // A dense curve has no words of its own: they would outweigh it.
        if (series.Marks.Any(m => m.Remark.Length > 0))
        {
            trace.With(
                ("text", series.Marks.Select(m => HtmlText.ForPlotly(m.Remark).Replace("\n", "<br>")).ToArray()),
                ("hovertemplate", "%{text}<extra></extra>"));
        }
        return series.Spread == Spread.Band || !series.Marks.Any(m => m.HasSpread) ? trace
            : series.Spread == Spread.Across ? trace.With(("error_x", Bars(series, m => m.X)))
            : trace.With(("error_y", Bars(series, m => m.Y)));
    }

    // A dense curve over even steps needs no list of places, which is half of its size.
    private static double? EvenStep(IReadOnlyList<Mark> marks)
    {
        if (marks.Count <= 20)
        {
            return null;
        }
        var step = (marks[^1].X - marks[0].X) / (marks.Count - 1);
        return marks.Index().All(m => Math.Abs(m.Item.X - marks[0].X - (m.Index * step)) < 0.01 * Math.Abs(step)) ? step : null;
    }

    private static Error Bars(Series series, Func<Mark, double> mean) => new Error().With(
        ("type", "data"),
        ("symmetric", false),
        ("array", series.Marks.Select(m => m.HasSpread ? m.High - mean(m) : 0).ToArray()),
        ("arrayminus", series.Marks.Select(m => m.HasSpread ? mean(m) - m.Low : 0).ToArray()),
        ("color", series.Style.Colour),
        ("thickness", 1.5),
        ("width", series.CapSize));

    private static Trace Band(Trace trace, Series series)
    {
        var there = series.Marks.Where(m => m.HasSpread).ToArray();
        var back = there.Reverse().ToArray();
        return trace.With(
            ("mode", "none"),
            ("x", there.Concat(back).Select(m => m.X).ToArray()),
            ("y", there.Select(m => m.High).Concat(back.Select(m => m.Low)).ToArray()),
            ("fill", "toself"),
            ("fillcolor", series.Style.Css(0.16)),
            ("hoverinfo", "skip"));
    }

    private static Trace Singles(Trace trace, Series series)
    {
        var points = series.Singles.ToArray();
        return trace.With(
            ("mode", "markers"),
            ("x", points.Select(p => p.X).ToArray()),
            ("y", points.Select(p => p.Y).ToArray()),
            ("hovertemplate", $"%{{{(series.Spread == Spread.Across ? "x" : "y")}:.2f}} %<extra>one seed</extra>"),
            ("marker", new Plotly.NET.TraceObjects.Marker().With(
                ("size", 6), ("color", series.Style.Css(0.5)))));
    }

    private static string Mode(Series series) => (series.IsJoined, series.MarkerSize > 0 && series.Style.Marker != MarkerForm.None) switch
    {
        (true, true) => "lines+markers",
        (true, false) => "lines",
        (false, true) => "markers",
        _ => "none",
    };

    private static string DashName(LineForm line) => line switch
    {
        LineForm.Dashed => "dash",
        LineForm.Dotted => "dot",
        _ => "solid",
    };

    private static string SymbolName(MarkerForm marker) => marker switch
    {
        MarkerForm.Square => "square",
        MarkerForm.Triangle => "triangle-up",
        MarkerForm.Diamond => "diamond",
        _ => "circle",
    };
}

/// <summary>Turns the cells of a panel into a heat map of Plotly.</summary>
internal static class CellTrace
{
    /// <summary>The trace; the first panel's carries the bar of colours for all.</summary>
    public static Trace Of(Panel panel, HeatCells cells, int number) => new Trace("heatmap").With(
        ("xaxis", AxisName.Anchor("x", number)),
        ("yaxis", AxisName.Anchor("y", number)),
        ("z", Rows(cells, (row, column) => double.IsFinite(cells.Values[row, column]) ? cells.Values[row, column] : (object?)null)),
        ("texttemplate", "%{z:.2f}"),
        ("hovertemplate", $"%{{z:.2f}}<extra>{HtmlText.ForPlotly(panel.Heading)}</extra>"),
        ("zmin", cells.Scale.Low),
        ("zmax", cells.Scale.High),
        ("colorscale", "Viridis"),
        ("showscale", number == 1),
        ("colorbar", new ColorBar().With(("title", new Title().With(("text", HtmlText.ForPlotly(cells.Scale.Label)), ("side", "right"))))),
        ("xgap", 1),
        ("ygap", 1));

    private static T[][] Rows<T>(HeatCells cells, Func<int, int, T> cell) =>
    [
        .. Enumerable.Range(0, cells.Values.GetLength(0)).Select(row =>
            Enumerable.Range(0, cells.Values.GetLength(1)).Select(column => cell(row, column)).ToArray()),
    ];
}

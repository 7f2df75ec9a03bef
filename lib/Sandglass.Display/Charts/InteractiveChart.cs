using Microsoft.FSharp.Collections;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Sandglass.Display.Style;

namespace Sandglass.Display.Charts;

/// <summary>Draws a figure as an interactive chart.</summary>
internal static class InteractiveChart
{
    /// <summary>The chart with its panels side by side, or one below the other for a narrow screen.</summary>
    public static GenericChart Draw(Figure figure, bool stacked = false)
    {
        var states = figure.Slider is { } slider ? slider.States.Select(state => state.Panels).ToArray() : [figure.Panels];
        var traces = states.Select(state => Traces(state)).ToArray();
        var layout = ChartLayout.Of(states[^1], stacked ? 1 : figure.Slider?.Columns ?? figure.Columns, figure.FurtherHeight);
        if (figure.Slider is { } moved)
        {
            StateSlider.Add(layout, moved, traces);
        }
        var config = new Config().With(
            ("responsive", true),
            ("displaylogo", false),
            ("displayModeBar", !stacked), // on a narrow screen it would lie over the legend
            ("modeBarButtonsToRemove", new[] { "select2d", "lasso2d", "autoScale2d" }));
        return GenericChart.NewMultiChart(
            ListModule.OfSeq(traces.SelectMany(state => state)), layout, config, new DisplayOptions());
    }

    private static Trace[] Traces(IReadOnlyList<Panel> panels)
    {
        var named = new HashSet<string>();
        return [.. panels.SelectMany((panel, i) => PanelTraces.Of(panel, i + 1, named))];
    }
}

/// <summary>
/// A slider over the states of a figure. The traces of all states are there, and each step shows those of one; frames
/// would do the same, but not every notebook's renderer hands them on to plotly.js.
/// </summary>
internal static class StateSlider
{
    /// <summary>Room that it takes below the axes, pixels.</summary>
    public const int Room = 90;

    /// <summary>Adds the slider to the layout and hides the traces of the states that are not shown first.</summary>
    public static void Add(Layout layout, FigureSlider slider, IReadOnlyList<IReadOnlyList<Trace>> traces)
    {
        foreach (var trace in traces.Where((_, state) => state != slider.Active).SelectMany(state => state))
        {
            trace.With(("visible", false));
        }
        var steps = slider.States.Select((state, shown) => new SliderStep().With(
            ("label", state.Label),
            ("method", "restyle"),
            ("args", new object[]
            {
                new Dictionary<string, object> { ["visible"] = traces.SelectMany((of, i) => of.Select(_ => i == shown)).ToArray() },
            })));
        var words = ChartLayout.WordRoom(slider.States[0].Panels);
        layout.With(
            ("height", layout.TryGetTypedPropertyValue<int>("height")!.Value + Room),
            ("margin", new Margin().With(("l", 60), ("r", 16), ("t", 16), ("b", 56 + Room + words), ("autoexpand", true))),
            ("sliders", new[]
            {
                new Slider().With(
                    ("active", slider.Active),
                    ("currentvalue", new Dictionary<string, object> { ["prefix"] = $"{slider.Quantity}: " }),
                    ("pad", new Dictionary<string, object> { ["t"] = 52 + words }),
                    ("steps", steps.ToArray())),
            }));
    }
}

/// <summary>A figure's chart with title and note inside, for places that show the chart alone.</summary>
internal static class TitledChart
{
    private const int TitleLine = 72; // letters
    private const int TitleHeight = 24;
    private const int NoteLine = 111; // letters
    private const int UsualLines = 3;
    private const int LineHeight = 16;
    private const int LegendRow = 20;
    private const int LegendWidth = 780; // of the narrowest usual notebook
    private const int LegendSample = 62;
    private const int LegendLetter = 14;
    private const double TitleTop = 14.5; // pixels

    public static GenericChart Of(Figure figure)
    {
        var chart = InteractiveChart.Draw(figure);
        var lines = Letters.Wrap(figure.Note, line => line.Length <= NoteLine);
        var note = string.Join("<br>", lines.Select(HtmlText.Encode));
        var title = Letters.Wrap(figure.Title, line => line.Length <= TitleLine);
        var legend = (LegendRow * (LegendRows(figure) - 1)) + (TitleHeight * (title.Count - 1));
        var furtherLines = LineHeight * Math.Max(0, lines.Count - UsualLines);
        var layout = GenericChart.getLayout(chart);
        var words = layout.TryGetTypedPropertyValue<Annotation[]>("annotations");
        var below = (figure.Slider is null ? 0 : StateSlider.Room) + ChartLayout.WordRoom(figure.Panels);
        var height = layout.TryGetTypedPropertyValue<int>("height")!.Value + 80 + furtherLines + legend;
        layout.With(
            ("title", new Title().With(
                ("text", $"<b>{string.Join("<br>", title.Select(HtmlText.Encode))}</b>"), ("yanchor", "top"), ("x", 0.01), ("xanchor", "left"), ("y", 1 - (TitleTop / height)),
                ("font", new Font().With(("size", 18))))),
            ("height", height),
            ("margin", new Margin().With(("l", 60), ("r", 16), ("t", 96 + legend), ("b", 110 + below + furtherLines))),
            ("annotations", (words is null ? [] : words.Value).Append(new Annotation().With(
                ("text", note), ("showarrow", false), ("align", "left"),
                ("font", new Font().With(("size", 12), ("color", FamilyPalette.Muted))),
                ("xref", "paper"), ("x", 0), ("xanchor", "left"),
                ("yref", "paper"), ("y", 0), ("yanchor", "top"), ("yshift", -56 - below))).ToArray()));
        return GenericChart.setLayout(layout, chart);
    }

    // As plotly.js lays names out: in one row where they fit, else in columns as wide as the widest.
    private static int LegendRows(Figure figure)
    {
        var panels = figure.Slider?.States[0].Panels ?? figure.Panels;
        double[] widths =
        [
            .. panels.SelectMany(panel => panel.Series.Where(series => series.InLegend).Select(series => series.Style.Name).Concat(panel.Bars.Select(bar => bar.Name)))
                .Distinct().Select(name => LegendSample + Letters.Width(name, LegendLetter)),
        ];
        if (widths.Sum() <= LegendWidth)
        {
            return 1;
        }
        var columns = Math.Max(1, (int)(LegendWidth / widths.Max()));
        return (widths.Length + columns - 1) / columns;
    }
}

using Microsoft.FSharp.Collections;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Sandglass.Display.Charts;

/// <summary>Draws a figure as an interactive chart.</summary>
internal static class InteractiveChart
{
    /// <summary>The chart with its panels side by side, or one below the other for a narrow screen.</summary>
    public static GenericChart Draw(Figure figure, bool stacked = false)
    {
        var traces = States(figure).Select(Traces).ToArray();
        if (figure.Slider is { } slider)
        {
            StateSlider.Show(slider, traces);
        }
        var config = new Config().With(
            ("responsive", true),
            ("displaylogo", false),
            ("displayModeBar", !stacked), // on a narrow screen it would lie over the legend
            ("modeBarButtonsToRemove", new[] { "select2d", "lasso2d", "autoScale2d" }));
        return GenericChart.NewMultiChart(
            ListModule.OfSeq(traces.SelectMany(state => state)), LayoutOf(figure, stacked), config, new DisplayOptions());
    }

    /// <summary>The layout alone.</summary>
    public static Layout LayoutOf(Figure figure, bool stacked)
    {
        var states = States(figure);
        var layout = ChartLayout.Of(states[^1], stacked ? 1 : figure.Slider?.Columns ?? figure.Columns, figure.FurtherHeight);
        if (figure.Slider is { } slider)
        {
            StateSlider.Add(layout, slider, [.. states.Select(state => Traces(state).Length)], stacked);
        }
        return layout;
    }

    private static IReadOnlyList<Panel>[] States(Figure figure) =>
        figure.Slider is { } slider ? [.. slider.States.Select(state => state.Panels)] : [figure.Panels];

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

    /// <summary>Hides the traces of the states that are not shown first.</summary>
    public static void Show(FigureSlider slider, IReadOnlyList<IReadOnlyList<Trace>> traces)
    {
        foreach (var trace in traces.Where((_, state) => state != slider.Active).SelectMany(state => state))
        {
            trace.With(("visible", false));
        }
    }

    /// <summary>Adds the slider to the layout of states of so many traces.</summary>
    public static void Add(Layout layout, FigureSlider slider, IReadOnlyList<int> traces, bool stacked)
    {
        var steps = slider.States.Select((state, shown) => new SliderStep().With(
            ("label", state.Label),
            ("method", "restyle"),
            ("args", new object[]
            {
                new Dictionary<string, object> { ["visible"] = traces.SelectMany((count, i) => Enumerable.Repeat(i == shown, count)).ToArray() },
            })));
        var words = ChartLayout.WordRoom(slider.States[0].Panels, stacked);
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

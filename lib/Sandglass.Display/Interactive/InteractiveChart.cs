using Microsoft.FSharp.Collections;
using Plotly.NET;
using Sandglass.Display.Figures;
using Figure = Sandglass.Display.Figures.Figure;

namespace Sandglass.Display.Interactive;

/// <summary>Draws a figure as an interactive chart.</summary>
internal static class InteractiveChart
{
    /// <summary>The chart with its panels side by side.</summary>
    public static GenericChart Draw(Figure figure) => Draw(figure, stacked: false);

    /// <summary>The chart with its panels side by side, or one below the other for a narrow screen.</summary>
    public static GenericChart Draw(Figure figure, bool stacked)
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

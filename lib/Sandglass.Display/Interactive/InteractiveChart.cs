using Microsoft.FSharp.Collections;
using Plotly.NET;
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
        var traces = figure.Panels.SelectMany((panel, i) => PanelTraces.Of(panel, i + 1));
        var config = new Config().With(
            ("responsive", true),
            ("displaylogo", false),
            ("displayModeBar", !stacked), // on a narrow screen it would lie over the legend
            ("modeBarButtonsToRemove", new[] { "select2d", "lasso2d", "autoScale2d" }));
        return GenericChart.NewMultiChart(
            ListModule.OfSeq(traces), ChartLayout.Of(figure.Panels, stacked), config, new DisplayOptions());
    }
}

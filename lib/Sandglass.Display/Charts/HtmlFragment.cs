using Plotly.NET;

namespace Sandglass.Display.Charts;

/// <summary>Writes a figure as a piece of HTML: title, chart, note. All ids come from the figure's own.</summary>
internal static class HtmlFragment
{
    public static string Write(Figure figure) => Write(figure, still: "", links: "");

    /// <summary>
    /// The figure with more about it. <paramref name="still"/> is HTML shown in the chart's place until the chart is
    /// drawn: always, where no script runs. <paramref name="links"/> is HTML below the note.
    /// </summary>
    public static string Write(Figure figure, string still, string links) =>
        $$"""
        <figure class="sandglass-figure" id="{{figure.Id}}">
        <figcaption>{{HtmlText.Encode(figure.Title)}}</figcaption>
        <div class="chart" id="{{figure.Id}}-chart">{{still}}</div>
        <p class="note">{{HtmlText.Encode(figure.Note)}}</p>
        {{links}}<script>
        (function () {
          if (!window.Plotly) return;
          const place = document.getElementById("{{figure.Id}}-chart");
          const wide = {{Script(InteractiveChart.Draw(figure, stacked: false))}};
          const narrow = {{Script(InteractiveChart.Draw(figure, stacked: true))}};
          const screen = window.matchMedia("(max-width: 640px)");
          const draw = () => {
            const chart = screen.matches ? narrow : wide;
            place.replaceChildren();
            Plotly.newPlot(place, chart.data, chart.layout, chart.config);
          };
          screen.addEventListener("change", draw);
          draw();
        })();
        </script>
        </figure>

        """;

    // "<" inside a string could end the script element; JSON may write it as an escape.
    private static string Script(GenericChart chart) =>
        GenericChart.toJson(chart).Replace("<", "\\u003c", StringComparison.Ordinal);
}

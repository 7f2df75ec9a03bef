using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Sandglass.Display.Style;
using Figure = Sandglass.Display.Figures.Figure;

namespace Sandglass.Display.Interactive;

/// <summary>A figure's chart with title and note inside, for places that show the chart alone.</summary>
internal static class TitledChart
{
    private const int NoteLine = 110;
    private const int UsualLines = 3;
    private const int LineHeight = 16;
    private const int LegendRow = 34;
    private const double TitleTop = 14.5; // pixels

    /// <summary>The chart.</summary>
    public static GenericChart Of(Figure figure)
    {
        var chart = InteractiveChart.Draw(figure);
        var lines = Lines(figure.Note);
        var note = string.Join("<br>", lines.Select(HtmlText.Encode));
        var legend = LegendRow * figure.FurtherLegendRows;
        var furtherLines = LineHeight * Math.Max(0, lines.Count - UsualLines);
        var layout = GenericChart.getLayout(chart);
        var words = layout.TryGetTypedPropertyValue<Annotation[]>("annotations");
        var below = (figure.Slider is null ? 0 : StateSlider.Room) + ChartLayout.WordRoom(figure.Panels);
        var height = layout.TryGetTypedPropertyValue<int>("height")!.Value + 80 + furtherLines + legend;
        layout.With(
            ("title", new Title().With(
                ("text", $"<b>{HtmlText.Encode(figure.Title)}</b>"), ("x", 0.01), ("xanchor", "left"), ("y", 1 - (TitleTop / height)),
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

    private static List<string> Lines(string text)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length + word.Length > NoteLine)
            {
                lines.Add("");
            }
            lines[^1] += lines[^1].Length > 0 ? $" {word}" : word;
        }
        return lines;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Sandglass.Display.Style;

namespace Sandglass.Display.Charts;

/// <summary>
/// A figure's chart with title and note inside, for places that show the chart alone. Its layout carries what is other in
/// narrow windows, as <c>meta.narrow</c> by path, which a page may put in; plotly.js itself does nothing with it.
/// </summary>
internal static class TitledChart
{
    private const int UsualLines = 3;
    private const int LineHeight = 16;
    private const int LegendRow = 31;
    private const int LegendSample = 62;
    private const int LegendLetter = 14;
    private const double TitleTop = 14.5; // pixels

    private static readonly Room Wide = new(TitleLetters: 72, TitleSize: 18, NoteLetters: 111, LegendWidth: 780);
    private static readonly Room Narrow = new(TitleLetters: 34, TitleSize: 15, NoteLetters: 44, LegendWidth: 290);

    private static readonly JsonSerializerOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The chart as the JSON that plotly.js reads.</summary>
    public static string ToJson(Figure figure)
    {
        var chart = InteractiveChart.Draw(figure);
        JsonNode Written(Layout layout) => JsonNode.Parse(GenericChart.toJson(GenericChart.setLayout(layout, chart)))!;
        var wide = Written(Titled(InteractiveChart.LayoutOf(figure, stacked: false), figure, Wide));
        var narrow = Written(Titled(InteractiveChart.LayoutOf(figure, stacked: true), figure, Narrow));
        var changes = new JsonObject();
        Compare(wide["layout"], narrow["layout"], "", changes);
        wide["layout"]!["meta"] = new JsonObject { ["narrow"] = changes };
        return wide.ToJsonString(AsIs);
    }

    // Only what differs, by path: notebooks carry their figures within them.
    private static void Compare(JsonNode? wide, JsonNode? narrow, string path, JsonObject changes)
    {
        switch (wide, narrow)
        {
            case (JsonObject outer, JsonObject inner):
                inner.ToList().ForEach(part => Compare(outer[part.Key], part.Value, $"{path}.{part.Key}", changes));
                break;
            case (JsonArray outer, JsonArray inner) when outer.Count == inner.Count && inner.All(part => part is JsonObject):
                inner.Index().ToList().ForEach(part => Compare(outer[part.Index], part.Item, $"{path}.{part.Index}", changes));
                break;
            default:
                if (!JsonNode.DeepEquals(wide, narrow))
                {
                    changes[path.TrimStart('.')] = narrow?.DeepClone();
                }

                break;
        }
    }

    private static Layout Titled(Layout layout, Figure figure, Room room)
    {
        var lines = Letters.Wrap(figure.Note, line => line.Length <= room.NoteLetters);
        var note = string.Join("<br>", lines.Select(HtmlText.ForPlotly));
        var title = Letters.Wrap(figure.Title, line => line.Length <= room.TitleLetters);
        var above = (LegendRow * (LegendRows(figure, room.LegendWidth) - 1)) + ((room.TitleSize + 6) * (title.Count - 1));
        var furtherLines = LineHeight * Math.Max(0, lines.Count - UsualLines);
        var words = layout.TryGetTypedPropertyValue<Annotation[]>("annotations");
        var below = (figure.Slider is null ? 0 : StateSlider.Room) + ChartLayout.WordRoom(figure.Panels, room == Narrow);
        var height = layout.TryGetTypedPropertyValue<int>("height")!.Value + 80 + furtherLines + above;
        return layout.With(
            ("title", new Title().With(
                ("text", $"<b>{string.Join("<br>", title.Select(HtmlText.ForPlotly))}</b>"), ("x", 0.01), ("xanchor", "left"),
                ("y", 1 - (TitleTop / height)), ("yanchor", "top"), ("font", new Font().With(("size", room.TitleSize))))),
            ("height", height),
            ("margin", new Margin().With(("l", 60), ("r", 16), ("t", 96 + above), ("b", 110 + below + furtherLines))),
            ("annotations", (words is null ? [] : words.Value).Append(new Annotation().With(
                ("text", note), ("showarrow", false), ("align", "left"),
                ("font", new Font().With(("size", 12), ("color", FamilyPalette.Muted))),
                ("xref", "paper"), ("x", 0), ("xanchor", "left"), ("xshift", room == Narrow ? -ChartLayout.NarrowLeft(figure.Panels) : 0),
                ("yref", "paper"), ("y", 0), ("yanchor", "top"), ("yshift", -56 - below))).ToArray()));
    }

    // As plotly.js lays names out: in one row where they fit, else in columns as wide as the widest.
    private static int LegendRows(Figure figure, double width)
    {
        var panels = figure.Slider?.States[0].Panels ?? figure.Panels;
        double[] widths =
        [
            .. panels.SelectMany(panel => panel.Series.Where(series => series.InLegend).Select(series => series.Style.Name).Concat(panel.Bars.Select(bar => bar.Name)))
                .Distinct().Select(name => LegendSample + Letters.Width(name, LegendLetter)),
        ];
        if (widths.Sum() <= width)
        {
            return 1;
        }
        var columns = Math.Max(1, (int)(width / widths.Max()));
        return (widths.Length + columns - 1) / columns;
    }

    /// <summary>How many letters lie side by side in a title and a note, and pixels: of a letter, and for the legend.</summary>
    private sealed record Room(int TitleLetters, int TitleSize, int NoteLetters, int LegendWidth);
}

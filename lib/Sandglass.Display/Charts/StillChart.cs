using System.Text.Json;
using Sandglass.Display.Style;
using ScottPlot;

namespace Sandglass.Display.Charts;

/// <summary>
/// A still twin for a Plotly chart that was not made here, for viewers that run no scripts: scatter, line, bar and heat
/// map traces. Other traces are named in words.
/// </summary>
internal static class StillChart
{
    /// <summary>The chart as PNG at twice the layout's size.</summary>
    /// <param name="json">The figure's JSON.</param>
    public static byte[] ToPng(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        BundledFont.Install();
        var plot = new Plot();
        plot.Font.Set(BundledFont.Family);
        var layout = root.TryGetProperty("layout", out var found) ? found : default;
        plot.Title(Words(layout, "title"));
        plot.XLabel(Words(Member(layout, "xaxis"), "title"));
        plot.YLabel(Words(Member(layout, "yaxis"), "title"));
        var left = Traces(root).Where(trace => !StillTrace.Add(plot, trace)).Select(StillTrace.Kind).Distinct().ToArray();
        if (left.Length > 0)
        {
            plot.Add.Annotation($"Interactive only: {string.Join(", ", left)}", Alignment.LowerLeft);
        }
        if (Traces(root).Count(trace => trace.TryGetProperty("name", out _)) > 1)
        {
            plot.ShowLegend();
        }
        return PlotPicture.ToPng(plot, scale: 2);
    }

    /// <summary>The chart in words.</summary>
    /// <param name="json">The figure's JSON.</param>
    public static string Describe(string json)
    {
        using var document = JsonDocument.Parse(json);
        var traces = Traces(document.RootElement)
            .Select(trace => trace.TryGetProperty("name", out var name) ? $"{StillTrace.Kind(trace)} \"{name}\"" : StillTrace.Kind(trace));
        var title = Words(Member(document.RootElement, "layout"), "title");
        return $"Plotly chart{(title.Length > 0 ? $" \"{title}\"" : "")}: {string.Join(", ", traces)}";
    }

    private static JsonElement[] Traces(JsonElement root) => [.. root.GetProperty("data").EnumerateArray()];

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    // A title is a string in old figures and an object in new ones.
    private static string Words(JsonElement element, string name)
    {
        var title = Member(element, name);
        var text = title.ValueKind == JsonValueKind.Object ? Member(title, "text") : title;
        return text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
    }
}

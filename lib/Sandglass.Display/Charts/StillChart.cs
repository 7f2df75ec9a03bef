using System.Text.Json;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Sandglass.Display.Charts;

/// <summary>
/// A still twin for a Plotly chart that was not made here, for viewers that run no scripts: scatter, line, bar and heat
/// map traces. Other traces are named in words.
/// </summary>
internal static class StillChart
{
    /// <summary>The chart of a figure's JSON as PNG at twice the layout's size.</summary>
    public static byte[] ToPng(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var plot = PlotPicture.New();
        var layout = Member(root, "layout");
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

    /// <summary>The same in words.</summary>
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

/// <summary>One trace of a Plotly chart as a part of a ScottPlot plot.</summary>
internal static class StillTrace
{
    /// <summary>The trace's type, such as <c>scatter</c>.</summary>
    public static string Kind(JsonElement trace) =>
        trace.TryGetProperty("type", out var type) ? type.GetString() ?? "scatter" : "scatter";

    /// <summary>Adds the trace. False: it is of a type that has no still form here.</summary>
    public static bool Add(Plot plot, JsonElement trace)
    {
        var name = trace.TryGetProperty("name", out var given) ? given.GetString() ?? "" : "";
        return Kind(trace) switch
        {
            "scatter" or "scattergl" => Scatter(plot, trace, name),
            "bar" => Bar(plot, trace, name),
            "heatmap" => HeatMap(plot, trace),
            _ => false,
        };
    }

    private static bool Scatter(Plot plot, JsonElement trace, string name)
    {
        if (Numbers(trace, "y") is not { } y)
        {
            return false;
        }
        var x = Positions(plot, trace, y.Length);
        var mode = trace.TryGetProperty("mode", out var given) ? given.GetString()! : "lines+markers";
        var line = plot.Add.Scatter(x, y);
        line.LegendText = name;
        line.LineWidth = mode.Contains("lines", StringComparison.Ordinal) ? 2 : 0;
        line.MarkerSize = mode.Contains("markers", StringComparison.Ordinal) ? 7 : 0;
        return true;
    }

    private static bool Bar(Plot plot, JsonElement trace, string name)
    {
        var lying = trace.TryGetProperty("orientation", out var way) && way.GetString() == "h";
        if (lying || Numbers(trace, "y") is not { } y)
        {
            return false;
        }
        var bars = plot.Add.Bars(Positions(plot, trace, y.Length), y);
        bars.LegendText = name;
        plot.Axes.Margins(bottom: 0);
        return true;
    }

    private static bool HeatMap(Plot plot, JsonElement trace)
    {
        if (!trace.TryGetProperty("z", out var z) || z.ValueKind != JsonValueKind.Array || z.GetArrayLength() == 0)
        {
            return false;
        }
        var rows = z.EnumerateArray().Select(row => row.EnumerateArray().Select(Number).ToArray()).ToArray();
        var cells = new double[rows.Length, rows.Max(row => row.Length)];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows[i].Length; j++)
            {
                // Plotly's first row lies below, ScottPlot's above.
                cells[rows.Length - 1 - i, j] = rows[i][j];
            }
        }
        var map = plot.Add.Heatmap(cells);
        // The same pixels, without the image that ScottPlot leaves to the garbage collector while Skia draws it.
        map.RenderStrategy = new Heatmap.RenderStrategies.Rectangles();
        plot.Add.ColorBar(map);
        return true;
    }

    // Words on the axis stand at 0, 1, 2 …
    private static double[] Positions(Plot plot, JsonElement trace, int count)
    {
        if (Numbers(trace, "x") is { } numbers && numbers.Length == count)
        {
            return numbers;
        }
        var places = Enumerable.Range(0, count).Select(i => (double)i).ToArray();
        if (trace.TryGetProperty("x", out var words) && words.ValueKind == JsonValueKind.Array && words.GetArrayLength() == count)
        {
            plot.Axes.Bottom.TickGenerator = new NumericManual(places, [.. words.EnumerateArray().Select(w => w.ToString())]);
        }
        return places;
    }

    private static double[]? Numbers(JsonElement trace, string name) =>
        trace.TryGetProperty(name, out var values)
        && values.ValueKind == JsonValueKind.Array
        && values.EnumerateArray().All(v => v.ValueKind is JsonValueKind.Number or JsonValueKind.Null)
            ? [.. values.EnumerateArray().Select(Number)]
            : null;

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
}

using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Line = Plotly.NET.Line;
using Part = DynamicObj.DynamicObj;
using PlotlyShape = Plotly.NET.LayoutObjects.Shape;

namespace Sandglass.Display.Drawings;

/// <summary>
/// Writes drawings as one Plotly figure with a slider. Each step of the slider replaces what changes of the layout's shapes
/// and words; frames would do the same, but not every notebook's renderer hands them on to plotly.js.
/// </summary>
internal static class PlotlyDrawing
{
    private const double SliderHeight = 90;
    private const double WordSize = 12;

    /// <summary>The JSON of a figure that shows drawings of one size, a label on the slider each, and one of them first.</summary>
    public static string Write(string quantity, IReadOnlyList<(string Label, Drawing Drawing)> states, int active)
    {
        var (width, height) = (states[0].Drawing.Width, states[0].Drawing.Height);
        var all = states.Select(state => Parts(state.Drawing)).ToArray();
        var steps = states.Zip(Changes(all), (state, change) => new SliderStep().With(
            ("label", state.Label), ("method", "relayout"), ("args", new object[] { change })));
        var layout = new Layout().With(
            ("width", width),
            ("height", height + SliderHeight),
            ("margin", new Margin().With(("l", 0), ("r", 0), ("t", 0), ("b", SliderHeight))),
            ("xaxis", Hidden(0, width)),
            ("yaxis", Hidden(height, 0)),
            ("sliders", new[]
            {
                new Slider().With(
                    ("active", active),
                    ("currentvalue", new Dictionary<string, object> { ["prefix"] = $"{quantity}: " }),
                    ("steps", steps.ToArray()),
                    ("pad", new Dictionary<string, object> { ["t"] = 8 }),
                    ("x", 0.02),
                    ("len", 0.96)),
            }),
            ("font", new Font().With(("size", WordSize), ("color", FamilyPalette.Ink), ("family", HtmlText.FontFamily))),
            // What all shapes and words have in common, so that it is not written with each.
            ("template", new Template().With(("layout", new Layout().With(
                ("annotationdefaults", new Annotation().With(("showarrow", false))),
                ("shapedefaults", new PlotlyShape().With(("type", "path"))))))),
            ("paper_bgcolor", FamilyPalette.Paper),
            ("plot_bgcolor", FamilyPalette.Paper),
            ("showlegend", false));
        foreach (var (name, parts) in all[active])
        {
            layout.SetProperty(name, parts);
        }
        // A trace without points: plotly.js draws axes only where there is one.
        var empty = new Trace("scatter").With(("x", Array.Empty<double>()), ("y", Array.Empty<double>()), ("hoverinfo", "skip"));
        return GenericChart.toJson(GenericChart.NewChart(empty, layout, new Config().With(("displayModeBar", false)), new DisplayOptions()));
    }

    private static LinearAxis Hidden(double from, double to) =>
        new LinearAxis().With(("range", new[] { from, to }), ("visible", false), ("fixedrange", true));

    // A drawing as those parts of a layout that draw it.
    private static Dictionary<string, Part[]> Parts(Drawing drawing) => new()
    {
        ["shapes"] = [.. Shapes(drawing.Shapes)],
        ["annotations"] = [.. drawing.Shapes.OfType<Caption>().Select(Annotation)],
    };

    // Neighbouring strokes of one kind become one path, which keeps the figure small.
    private static IEnumerable<PlotlyShape> Shapes(IReadOnlyList<Shape> shapes)
    {
        for (var i = 0; i < shapes.Count; i++)
        {
            switch (shapes[i])
            {
                case Area area:
                    yield return Outlined(area.Fill, area.Stroke, area.Stroke is null ? 0 : 1).With(("path", Path(area.Corners) + "Z"));
                    break;
                case Disc { Centre: var c, Radius: var r } disc:
                    yield return Outlined(disc.Fill, disc.Colour, 1.5).With(
                        ("type", "circle"), ("x0", N(c.X - r)), ("x1", N(c.X + r)), ("y0", N(c.Y - r)), ("y1", N(c.Y + r)));
                    break;
                case Stroke line:
                    var path = Path(line.Places);
                    while (i + 1 < shapes.Count && shapes[i + 1] is Stroke next && (line.Colour, line.Width, line.Dashed) == (next.Colour, next.Width, next.Dashed))
                    {
                        path += Path(next.Places);
                        i++;
                    }
                    yield return Outlined(null, line.Colour, line.Width, line.Dashed).With(("path", path));
                    break;
            }
        }
    }

    private static PlotlyShape Outlined(string? fill, string? colour, double width, bool dashed = false) => new PlotlyShape().With(
        ("fillcolor", fill), ("line", new Line().With(("color", colour), ("width", width), ("dash", dashed ? "dash" : null))));

    private static Annotation Annotation(Caption text)
    {
        var words = HtmlText.ForPlotly(text.Words);
        var font = new Font().With(("size", text.Size == WordSize ? null : text.Size), ("color", text.Colour == FamilyPalette.Ink ? null : text.Colour));
        return new Annotation().With(
            ("text", text.Bold ? $"<b>{words}</b>" : words),
            ("x", N(text.At.X)),
            ("y", N(text.At.Y)),
            ("xanchor", text.Centred ? null : "left"),
            ("font", text is { Size: WordSize, Colour: FamilyPalette.Ink } ? null : font));
    }

    // What each step must write, whatever was shown before. Where all states have the same shapes and words, only what
    // differs somewhere, by name, such as shapes[3].path; else all shapes and words.
    private static IEnumerable<object> Changes(IReadOnlyList<Dictionary<string, Part[]>> states)
    {
        var all = states.Select(state => state.SelectMany(parts => parts.Value.SelectMany((part, i) =>
            Properties(FormattableString.Invariant($"{parts.Key}[{i}]"), part))).ToDictionary()).ToArray();
        if (!all.All(state => state.Keys.ToHashSet().SetEquals(all[0].Keys)))
        {
            return states;
        }
        var changing = all[0].Keys.Where(key => all.Any(state => !state[key].Equals(all[0][key]))).ToArray();
        return all.Select(state => changing.ToDictionary(key => key, key => state[key]));
    }

    private static IEnumerable<(string Name, object Value)> Properties(string name, object value) => value is Part part
        ? part.GetProperties(true).SelectMany(property => Properties($"{name}.{property.Key}", property.Value))
        : [(name, value)];

    private static string Path(IReadOnlyList<Place> places) => string.Concat(places.Select((place, i) =>
        FormattableString.Invariant($"{(i == 0 ? 'M' : 'L')}{place.X:0.#},{place.Y:0.#}")));

    private static double N(double value) => Math.Round(value, 1);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sandglass.Display.Style;

namespace Sandglass.Display.Drawings;

/// <summary>
/// Writes drawings as one Plotly figure with a slider. Each step of the slider replaces what changes of the layout's shapes
/// and words; frames would do the same, but not every notebook's renderer hands them on to plotly.js. Names are
/// those of plotly.js in lower case: Plotly.NET's own objects would write every number and shape longer.
/// </summary>
internal static class PlotlyDrawing
{
    private const double SliderHeight = 90;
    private const double WordSize = 12;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = new LowerCase(),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The JSON of a figure that shows drawings of one size, a label on the slider each, and one of them first.</summary>
    public static string Write(string quantity, IReadOnlyList<(string Label, Drawing Drawing)> states, int active)
    {
        var (width, height) = (states[0].Drawing.Width, states[0].Drawing.Height);
        var all = states.Select(state => StateOf(state.Drawing)).ToArray();
        var steps = states.Zip(Changes(all), (state, change) => new { state.Label, Method = "relayout", Args = new[] { change } });
        var layout = new
        {
            width,
            Height = height + SliderHeight,
            Margin = new { L = 0, R = 0, T = 0, B = SliderHeight },
            XAxis = new { Range = new[] { 0, width }, Visible = false, FixedRange = true },
            YAxis = new { Range = new[] { height, 0 }, Visible = false, FixedRange = true },
            all[active].Shapes,
            all[active].Annotations,
            Sliders = new[]
            {
                new { active, CurrentValue = new { Prefix = $"{quantity}: " }, steps, Pad = new { T = 8 }, X = 0.02, Len = 0.96 },
            },
            Font = new { Size = WordSize, Color = FamilyPalette.Ink, Family = HtmlText.FontFamily },
            // What all shapes and words have in common, so that it is not written with each.
            Template = new { Layout = new { AnnotationDefaults = new { ShowArrow = false }, ShapeDefaults = new { Type = "path" } } },
            Paper_BgColor = FamilyPalette.Paper,
            Plot_BgColor = FamilyPalette.Paper,
            ShowLegend = false,
        };
        // A trace without points: plotly.js draws axes only where there is one.
        var empty = new { Type = "scatter", X = Array.Empty<double>(), Y = Array.Empty<double>(), HoverInfo = "skip" };
        var config = new Dictionary<string, bool> { ["displayModeBar"] = false };
        return JsonSerializer.Serialize(new { Data = new[] { empty }, layout, config }, Options);
    }

    private static State StateOf(Drawing drawing) => new(
        [.. Shapes(drawing.Shapes)],
        [.. drawing.Shapes.OfType<Caption>().Select(TextOf)]);

    // Neighbouring strokes of one kind become one path, which keeps the figure small.
    private static IEnumerable<PlotlyShape> Shapes(IReadOnlyList<Shape> shapes)
    {
        for (var i = 0; i < shapes.Count; i++)
        {
            switch (shapes[i])
            {
                case Area area:
                    yield return PathOf(Path(area.Corners) + "Z", area.Fill, area.Stroke, 1, dashed: false);
                    break;
                case Disc { Centre: var c, Radius: var r } disc:
                    yield return new PlotlyShape(
                        "circle", null, N(c.X - r), N(c.X + r), N(c.Y - r), N(c.Y + r), disc.Fill, new(disc.Colour, 1.5, null));
                    break;
                case Stroke line:
                    var path = Path(line.Places);
                    while (i + 1 < shapes.Count && shapes[i + 1] is Stroke next && (line.Colour, line.Width, line.Dashed) == (next.Colour, next.Width, next.Dashed))
                    {
                        path += Path(next.Places);
                        i++;
                    }
                    yield return PathOf(path, null, line.Colour, line.Width, line.Dashed);
                    break;
            }
        }
    }

    private static PlotlyShape PathOf(string path, string? fill, string? stroke, double width, bool dashed) => new(
        null, path, null, null, null, null, fill, new(stroke, stroke is null ? 0 : width, dashed ? "dash" : null));

    private static PlotlyText TextOf(Caption text) => new(
        text.Bold ? $"<b>{HtmlText.ForPlotly(text.Words)}</b>" : HtmlText.ForPlotly(text.Words),
        N(text.At.X),
        N(text.At.Y),
        text.Centred ? null : "left",
        text is { Size: WordSize, Colour: FamilyPalette.Ink }
            ? null
            : new(text.Size == WordSize ? null : text.Size, text.Colour == FamilyPalette.Ink ? null : text.Colour));

    // What each step must write, whatever was shown before. Where all states have the same shapes and words, only the
    // paths, texts and places that differ somewhere, by name; else all shapes and words.
    private static IReadOnlyList<object> Changes(IReadOnlyList<State> states)
    {
        if (!states.All(state => SameKind(states[0], state)))
        {
            return states;
        }
        var all = states.Select(Properties).ToArray();
        var changing = all[0].Keys.Where(key => all.Any(state => !state[key].Equals(all[0][key]))).ToArray();
        return [.. all.Select(state => changing.ToDictionary(key => key, key => state[key]))];
    }

    private static Dictionary<string, object> Properties(State state) =>
        state.Shapes.Index()
            .Where(item => item.Item.Path is not null)
            .Select(item => (Key: FormattableString.Invariant($"shapes[{item.Index}].path"), Value: (object)item.Item.Path!))
            .Concat(state.Annotations.Index().SelectMany(item => new (string, object)[]
            {
                (FormattableString.Invariant($"annotations[{item.Index}].text"), item.Item.Text),
                (FormattableString.Invariant($"annotations[{item.Index}].x"), item.Item.X),
                (FormattableString.Invariant($"annotations[{item.Index}].y"), item.Item.Y),
            }))
            .ToDictionary();

    private static bool SameKind(State a, State b) =>
        a.Shapes.Select(Rest).SequenceEqual(b.Shapes.Select(Rest)) && a.Annotations.Select(Rest).SequenceEqual(b.Annotations.Select(Rest));

    // A shape without a path, such as a circle, is compared as a whole.
    private static PlotlyShape Rest(PlotlyShape shape) => shape.Path is null ? shape : shape with { Path = "" };

    private static PlotlyText Rest(PlotlyText text) => text with { Text = "", X = 0, Y = 0 };

    private static string Path(IReadOnlyList<Place> places) => string.Concat(places.Select((place, i) =>
        FormattableString.Invariant($"{(i == 0 ? 'M' : 'L')}{place.X:0.#},{place.Y:0.#}")));

    private static double N(double value) => Math.Round(value, 1);

    private sealed record State(IReadOnlyList<PlotlyShape> Shapes, IReadOnlyList<PlotlyText> Annotations);

    private sealed record PlotlyShape(
        string? Type, string? Path, double? X0, double? X1, double? Y0, double? Y1, string? FillColor, PlotlyLine Line);

    private sealed record PlotlyLine(string? Color, double Width, string? Dash);

    private sealed record PlotlyText(string Text, double X, double Y, string? XAnchor, PlotlyFont? Font);

    private sealed record PlotlyFont(double? Size, string? Color);

    private sealed class LowerCase : JsonNamingPolicy
    {
        public override string ConvertName(string name) => name.ToLowerInvariant();
    }
}

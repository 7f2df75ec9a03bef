using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sandglass.Display.Style;

namespace Sandglass.Display.Drawings;

/// <summary>
/// Writes drawings as one Plotly figure with a slider. Each step of the slider replaces what changes of the layout's shapes
/// and words; frames would do the same, but not every notebook's renderer hands them on to plotly.js.
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

    /// <summary>The figure's JSON.</summary>
    /// <param name="quantity">What the slider changes.</param>
    /// <param name="states">A label and a drawing each, all of the same size.</param>
    /// <param name="active">The state that is shown first.</param>
    public static string Write(string quantity, IReadOnlyList<(string Label, Drawing Drawing)> states, int active)
    {
        var (width, height) = (states[0].Drawing.Width, states[0].Drawing.Height);
        var all = states.Select(state => StateOf(state.Drawing)).ToArray();
        var shown = all[active];
        var steps = states.Zip(PlotlyChanges.Of(all), (state, change) => new PlotlyStep(state.Label, "relayout", [change])).ToArray();
        var layout = new PlotlyLayout(
            width,
            height + SliderHeight,
            new PlotlyMargin(0, 0, 0, SliderHeight),
            new PlotlyAxis([0, width]),
            new PlotlyAxis([height, 0]),
            shown.Shapes,
            shown.Annotations,
            [new PlotlySlider(active, new PlotlyCurrent($"{quantity}: "), steps, new PlotlyPad(8))],
            new PlotlyFont(WordSize, FamilyPalette.Ink, HtmlText.FontFamily),
            new PlotlyTemplate(new PlotlyDefaults(new PlotlyWordDefaults(), new PlotlyShapeDefaults())),
            FamilyPalette.Paper,
            FamilyPalette.Paper);
        return JsonSerializer.Serialize(
            new PlotlyFigure([new PlotlyTrace("scatter", [], [])], layout, new PlotlyConfig()), Options);
    }

    private static PlotlyState StateOf(Drawing drawing) => new(
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
                    while (i + 1 < shapes.Count && shapes[i + 1] is Stroke next && SameKind(line, next))
                    {
                        path += Path(next.Places);
                        i++;
                    }
                    yield return PathOf(path, null, line.Colour, line.Width, line.Dashed);
                    break;
            }
        }
    }

    private static bool SameKind(Stroke a, Stroke b) => (a.Colour, a.Width, a.Dashed) == (b.Colour, b.Width, b.Dashed);

    private static PlotlyShape PathOf(string path, string? fill, string? stroke, double width, bool dashed) => new(
        null, path, null, null, null, null, fill, new(stroke, stroke is null ? 0 : width, dashed ? "dash" : null));

    private static PlotlyText TextOf(Caption text) => new(
        text.Bold ? $"<b>{HtmlText.Encode(text.Words)}</b>" : HtmlText.Encode(text.Words),
        N(text.At.X),
        N(text.At.Y),
        text.Centred ? null : "left",
        text is { Size: WordSize, Colour: FamilyPalette.Ink }
            ? null
            : new(text.Size == WordSize ? null : text.Size, text.Colour == FamilyPalette.Ink ? null : text.Colour));

    private static string Path(IReadOnlyList<Place> places) => string.Concat(places.Select((place, i) =>
        string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{place.X:0.#},{place.Y:0.#}")));

    private static double N(double value) => Math.Round(value, 1);

    private sealed class LowerCase : JsonNamingPolicy
    {
        public override string ConvertName(string name) => name.ToLowerInvariant();
    }
}

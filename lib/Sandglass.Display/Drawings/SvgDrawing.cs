using System.Globalization;
using System.Text;
using Sandglass.Display.Style;

namespace Sandglass.Display.Drawings;

/// <summary>Writes a drawing as an SVG element for a page; it has no ids, so a page may hold it twice.</summary>
internal static class SvgDrawing
{
    /// <summary>The element; it shrinks with the page but does not grow.</summary>
    public static string Write(Drawing drawing)
    {
        var svg = new StringBuilder(FormattableString.Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {drawing.Width:0.##} {drawing.Height:0.##}\" width=\"100%\" style=\"max-width:{drawing.Width:0.##}px;background:#ffffff\" role=\"img\" font-family=\"{BundledFont.Fallbacks}\">"));
        svg.Append(CultureInfo.InvariantCulture, $"<title>{HtmlText.Encode(drawing.Title)}</title>");
        foreach (var shape in drawing.Shapes)
        {
            svg.Append('\n').Append(Element(shape));
        }
        return svg.Append("\n</svg>").ToString();
    }

    private static string Element(Shape shape) => shape switch
    {
        Area area => $"<polygon points=\"{Points(area.Corners)}\" fill=\"{area.Fill ?? "none"}\" stroke=\"{area.Stroke ?? "none"}\"/>",
        Stroke line => $"<polyline points=\"{Points(line.Places)}\" fill=\"none\" stroke=\"{line.Colour}\" stroke-width=\"{N(line.Width)}\"{(line.Dashed ? " stroke-dasharray=\"6 4\"" : "")}/>",
        Disc disc => $"<circle cx=\"{N(disc.Centre.X)}\" cy=\"{N(disc.Centre.Y)}\" r=\"{N(disc.Radius)}\" fill=\"{disc.Fill}\" stroke=\"{disc.Colour}\" stroke-width=\"1.5\"/>",
        Caption text => $"<text x=\"{N(text.At.X)}\" y=\"{N(text.At.Y + (0.36 * text.Size))}\" font-size=\"{N(text.Size)}\" fill=\"{text.Colour}\"{(text.Bold ? " font-weight=\"bold\"" : "")}{(text.Centred ? " text-anchor=\"middle\"" : "")}>{HtmlText.Encode(text.Words)}</text>",
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "A shape without an SVG form."),
    };

    private static string Points(IEnumerable<Place> places) => string.Join(' ', places.Select(p => $"{N(p.X)},{N(p.Y)}"));

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

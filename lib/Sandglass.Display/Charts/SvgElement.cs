using System.Globalization;
using System.Xml.Linq;
using Sandglass.Display.Figures;

namespace Sandglass.Display.Charts;

/// <summary>Makes of Skia's SVG document an element that a page can take in and that scales with it.</summary>
internal static class SvgElement
{
    // Widths near to DejaVu Sans come first, so that text keeps its place where that font is missing.
    private const string Fallbacks = "DejaVu Sans, Verdana, Arial, sans-serif";

    /// <summary>The element, without XML prolog, with a view box, a text alternative and fallback fonts.</summary>
    public static string From(byte[] document, Figure figure)
    {
        using var stream = new MemoryStream(document);
        var root = XDocument.Load(stream).Root!;
        var svg = root.Name.Namespace;
        foreach (var text in root.Descendants(svg + "text"))
        {
            text.SetAttributeValue("font-family", Fallbacks);
        }
        root.SetAttributeValue(
            "viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {FigureSize.Width} {FigureSize.Height}"));
        root.SetAttributeValue("role", "img");
        root.AddFirst(new XElement(svg + "title", figure.Title), new XElement(svg + "desc", figure.Note));
        return root.ToString(SaveOptions.DisableFormatting);
    }
}

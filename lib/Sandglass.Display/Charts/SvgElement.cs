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
        RenameClips(root, figure.Id);
        root.SetAttributeValue(
            "viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {FigureSize.Width} {figure.Height}"));
        root.SetAttributeValue("role", "img");
        root.AddFirst(new XElement(svg + "title", figure.Title), new XElement(svg + "desc", figure.Note));
        return root.ToString(SaveOptions.DisableFormatting);
    }

    // Skia numbers clips over the life of the process: other bytes each time, and twins when a page holds two figures.
    private static void RenameClips(XElement root, string figure)
    {
        var names = root.Descendants(root.Name.Namespace + "clipPath")
            .Select((clip, i) => (Old: clip.Attribute("id")!.Value, New: FormattableString.Invariant($"{figure}-clip-{i}")))
            .ToDictionary(n => n.Old, n => n.New);
        foreach (var element in root.Descendants())
        {
            if (element.Attribute("id") is { } id && names.TryGetValue(id.Value, out var name))
            {
                id.Value = name;
            }
            if (element.Attribute("clip-path") is { } use && names.TryGetValue(use.Value[5..^1], out var target))
            {
                use.Value = $"url(#{target})";
            }
        }
    }
}

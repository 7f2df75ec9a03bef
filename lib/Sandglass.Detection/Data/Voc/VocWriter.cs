using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Sandglass.Detection.Data.Voc;

/// <summary>Writes annotations and lists as the VOC devkit has them.</summary>
internal static class VocWriter
{
    /// <summary>The text of an annotation file. Boxes become first and last pixel, counted from 1.</summary>
    public static string Annotation(string folder, string file, string source, VocAnnotation annotation)
    {
        var root = new XElement(
            "annotation",
            new XElement("folder", folder),
            new XElement("filename", file),
            new XElement("source", new XElement("database", source), new XElement("annotation", source), new XElement("image", source)),
            new XElement("size", Number("width", annotation.Width), Number("height", annotation.Height), Number("depth", annotation.Channels)),
            Number("segmented", 0),
            annotation.Objects.Select(Object));
        return root.ToString() + "\n";
    }

    /// <summary>The text of a list: ids alone.</summary>
    public static string List(IEnumerable<string> ids) => string.Concat(ids.Select(id => id + "\n"));

    /// <summary>The text of a class's list: 1 where it is on the picture, 0 where it is only difficult, -1 where it is not.</summary>
    public static string ClassList(string name, IEnumerable<(string Id, VocAnnotation Annotation)> pictures)
    {
        var text = new StringBuilder();
        foreach (var (id, annotation) in pictures)
        {
            var found = annotation.Objects.Where(o => o.Class == name).ToArray();
            var flag = found.Any(o => !o.Difficult) ? 1 : found.Length > 0 ? 0 : -1;
            text.Append(CultureInfo.InvariantCulture, $"{id} {flag,2}\n");
        }
        return text.ToString();
    }

    private static XElement Object(VocObject found) => new(
        "object",
        new XElement("name", found.Class),
        new XElement("pose", "Unspecified"),
        Number("truncated", found.Truncated ? 1 : 0),
        Number("difficult", found.Difficult ? 1 : 0),
        new XElement(
            "bndbox",
            Number("xmin", (int)MathF.Round(found.Box.Left) + 1),
            Number("ymin", (int)MathF.Round(found.Box.Top) + 1),
            Number("xmax", (int)MathF.Round(found.Box.Right)),
            Number("ymax", (int)MathF.Round(found.Box.Bottom))));

    private static XElement Number(string name, int value) => new(name, value.ToString(CultureInfo.InvariantCulture));
}

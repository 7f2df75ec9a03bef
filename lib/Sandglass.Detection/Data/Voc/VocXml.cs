using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Sandglass.Data;

namespace Sandglass.Detection.Data.Voc;

/// <summary>An element of an annotation file; what is missing or of another kind is an error that names the file.</summary>
internal sealed record VocXml(XElement Element, string Path)
{
    private const int MostDepth = 32;

    private static readonly XmlReaderSettings Guarded = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = VocAnnotation.MostBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The root of a file.</summary>
    /// <exception cref="DataFormatException">The bytes are not XML, or hold a DTD, or go too deep.</exception>
    public static VocXml Parse(byte[] bytes, string path)
    {
        try
        {
            RequireFlat(bytes, path);
            using var reader = XmlReader.Create(new MemoryStream(bytes), Guarded);
            return new VocXml(XDocument.Load(reader).Root!, path);
        }
        catch (XmlException error)
        {
            throw At(path, $"line {error.LineNumber}", "XML without a DTD", error.Message, error);
        }
        catch (ArgumentException error)
        {
            // Bytes that the encoding of the file's own declaration does not know.
            throw At(path, "its text", "XML in a known encoding", error.Message, error);
        }
    }

    public VocXml Child(string name, string place) =>
        Element.Element(name) is { } child ? this with { Element = child } : throw At(place, $"<{name}>", "none");

    /// <summary>A child's whole number; null where it is something else.</summary>
    public long? Whole(string name) =>
        long.TryParse(Child(name, $"<{Element.Name.LocalName}>").Element.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    public double Number(string name, string place)
    {
        var text = Child(name, place).Element.Value;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw At($"{place}, <{name}>", "a number", $"'{text}'");
    }

    public bool Flag(string name, string place) => Element.Element(name)?.Value.Trim() switch
    {
        null or "0" or "" => false,
        "1" => true,
        var other => throw At($"{place}, <{name}>", "0 or 1", $"'{other}'"),
    };

    public DataFormatException At(string place, string expected, string found) => At(Path, place, expected, found, null);

    // A file of opening tags alone would keep the parser busy for minutes with the list of what is not closed.
    private static void RequireFlat(byte[] bytes, string path)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), Guarded);
        while (reader.Read())
        {
            if (reader.Depth > MostDepth)
            {
                throw At(path, $"line {((IXmlLineInfo)reader).LineNumber}", $"at most {MostDepth} elements within each other", "more", null);
            }
        }
    }

    private static DataFormatException At(string path, string place, string expected, string found, Exception? cause) => new(
        $"{path}: {place}: expected {expected}, found {VocNames.Shown(found, most: 120)}; correct the annotation, or unpack the devkit again.", cause!);
}

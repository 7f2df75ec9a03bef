using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Sandglass.Data;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Data.Voc;

/// <summary>One annotation file: the image's size, and its objects in the file's order; without any it is a picture of background.</summary>
internal sealed record VocAnnotation(int Width, int Height, int Channels, IReadOnlyList<VocObject> Objects)
{
    /// <summary>
    /// Reads an annotation. The devkit's boxes name the first and the last pixel, counted from 1, so that
    /// <c>xmin</c> to <c>xmax</c> becomes the edges <c>xmin - 1</c> to <c>xmax</c>; fractions (there are some since 2011)
    /// are kept. A box that leaves the image is cut off at its border. Flags that are missing are 0. Parts of persons
    /// (heads, hands, feet) are passed over. The file is taken for untrusted: no DTD, no entities, at most one mebibyte.
    /// </summary>
    /// <exception cref="Sandglass.Data.DataFormatException">
    /// The file is missing or no such XML, a number is none, or a box has no pixel inside the image.
    /// </exception>
    public static VocAnnotation Read(string path) => new VocReader(path).Read();
}

/// <summary>One <c>object</c> of an annotation: edges in pixels inside the image; truncated is what goes on beyond its box.</summary>
internal sealed record VocObject(string Class, Box Box, bool Difficult, bool Truncated);

/// <summary>Reads one annotation file.</summary>
internal sealed class VocReader(string path)
{
    private const int MostBytes = 1 << 20;
    private const int MostDepth = 32;
    private const int MostPixels = 1 << 14;
    private const int MostObjects = 10_000;

    private static readonly XmlReaderSettings Guarded = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public VocAnnotation Read()
    {
        var root = Load();
        if (root.Name.LocalName != "annotation")
        {
            throw At("its root", "<annotation>", $"<{root.Name.LocalName}>");
        }
        var size = root.Element("size") ?? throw At("<annotation>", "<size>", "none");
        var (width, height) = (Side(size, "width"), Side(size, "height"));
        var channels = size.Element("depth") is { } depth && depth.Value.Trim() == "1" ? 1 : 3;
        var objects = root.Elements("object").Take(MostObjects + 1).ToArray();
        return objects.Length <= MostObjects
            ? new VocAnnotation(width, height, channels, [.. objects.Select((found, i) => Object(found, i + 1, width, height))])
            : throw At("<annotation>", $"at most {MostObjects} objects", "more");
    }

    private XElement Load()
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                throw At("length", $"at most {MostBytes} bytes", "more");
            }
            var bytes = File.ReadAllBytes(path);
            RequireFlat(bytes);
            using var reader = XmlReader.Create(new MemoryStream(bytes), Guarded);
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException error)
        {
            throw At($"line {error.LineNumber}", "XML without a DTD", error.Message, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path} cannot be read: {error.Message} Unpack the devkit again, or take the image off its list.", error);
        }
    }

    // A file of opening tags alone would keep the parser busy for minutes with the list of what is not closed.
    private void RequireFlat(byte[] bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), Guarded);
        while (reader.Read())
        {
            if (reader.Depth > MostDepth)
            {
                throw At($"line {((IXmlLineInfo)reader).LineNumber}", $"at most {MostDepth} elements within each other", "more");
            }
        }
    }

    private VocObject Object(XElement found, int number, int width, int height)
    {
        var name = found.Element("name")?.Value.Trim() ?? throw At($"object {number}", "<name>", "none");
        var edges = found.Element("bndbox") ?? throw At($"object {number}", "<bndbox>", "none");
        var (left, top) = (Number(edges, "xmin", number) - 1, Number(edges, "ymin", number) - 1);
        var (right, bottom) = (Number(edges, "xmax", number), Number(edges, "ymax", number));
        var box = new Box(Math.Max(left, 0), Math.Max(top, 0), Math.Min(right, width), Math.Min(bottom, height));
        return left < right && top < bottom && box.Left < box.Right && box.Top < box.Bottom
            ? new VocObject(name, box, Flag(found, "difficult", number), Flag(found, "truncated", number))
            : throw At(
                $"object {number}, {name}",
                $"a box with a pixel inside {width} x {height}",
                FormattableString.Invariant($"{left + 1} to {right} across and {top + 1} to {bottom} down"));
    }

    private int Side(XElement size, string name)
    {
        var text = size.Element(name)?.Value ?? throw At("<size>", $"<{name}>", "none");
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var side) && side is > 0 and <= MostPixels
            ? side
            : throw At($"<{name}>", $"a whole number from 1 to {MostPixels}", $"'{text}'");
    }

    private float Number(XElement box, string name, int number)
    {
        var text = box.Element(name)?.Value ?? throw At($"object {number}", $"<{name}>", "none");
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw At($"object {number}, <{name}>", "a number", $"'{text}'");
    }

    private bool Flag(XElement found, string name, int number) => found.Element(name)?.Value.Trim() switch
    {
        null or "0" or "" => false,
        "1" => true,
        var other => throw At($"object {number}, <{name}>", "0 or 1", $"'{other}'"),
    };

    private DataFormatException At(string place, string expected, string found, Exception? cause = null)
    {
        var message = $"{path}: {place}: expected {expected}, found {Short(found)}; mend the annotation, or unpack the devkit again.";
        return cause is null ? new DataFormatException(message) : new DataFormatException(message, cause);
    }

    private static string Short(string found) => (found.Length <= 120 ? found : found[..120] + "…").ReplaceLineEndings(" ");
}

using Sandglass.Data;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Data.Voc;

/// <summary>One annotation file: the image's size, and its objects in the file's order; without any it is a picture of background.</summary>
/// <remarks>
/// <para>
/// The devkit's boxes name the first and the last pixel, counted from 1, so that <c>xmin</c> to <c>xmax</c> becomes the
/// edges <c>xmin - 1</c> to <c>xmax</c>. Fractions (there are some since 2011) are kept. A box that leaves the image is
/// cut off at its border: many sets count from 0, and some boxes follow an object beyond the picture. What is left must be
/// a pixel wide and high at least: a box that is inverted, outside or thinner is refused, and one that leaves the image by
/// more than the image's own side, which is of another image. So is a number that is none or not finite, and a picture of
/// more than 16,384 pixels a side.
/// </para>
/// <para>
/// A <c>depth</c> of 1 is grey, of 3 or 4 (or none) colour. Flags that are missing are 0. Parts of persons (heads, hands,
/// feet) are passed over. The file is not trusted: no DTD, no entities, at most one mebibyte.
/// </para>
/// </remarks>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 for grey, 3 for colour.</param>
/// <param name="Objects">The objects.</param>
internal sealed record VocAnnotation(int Width, int Height, int Channels, IReadOnlyList<VocObject> Objects)
{
    internal const int MostBytes = 1 << 20;
    private const int MostPixels = 1 << 14;
    private const int MostObjects = 10_000;

    /// <summary>What <c>filename</c> calls the picture's file; null where there is no such element.</summary>
    public string? File { get; init; }

    /// <summary>Reads an annotation.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="path">What errors call it.</param>
    /// <exception cref="DataFormatException">The bytes are not an annotation, a number is not a number, or a box is empty.</exception>
    public static VocAnnotation Parse(byte[] bytes, string path)
    {
        var root = VocXml.Parse(bytes, path);
        if (root.Element.Name.LocalName != "annotation")
        {
            throw root.At("its root", "<annotation>", $"<{root.Element.Name.LocalName}>");
        }
        var size = root.Child("size", "<annotation>");
        var (width, height) = (Side(size, "width"), Side(size, "height"));
        var objects = root.Element.Elements("object").Take(MostObjects + 1).ToArray();
        return objects.Length <= MostObjects
            ? new VocAnnotation(width, height, ChannelsOf(size), [.. objects.Select((found, i) => VocObject.Parse(root with { Element = found }, i + 1, width, height))])
            {
                File = root.Element.Element("filename")?.Value.Trim(),
            }
            : throw root.At("<annotation>", $"at most {MostObjects} objects", "more");
    }

    private static int Side(VocXml size, string name) =>
        size.Whole(name) is > 0 and <= MostPixels and var side ? (int)side
        : throw size.At($"<{name}>", $"a whole number from 1 to {MostPixels}", $"'{size.Child(name, "<size>").Element.Value}'");

    private static int ChannelsOf(VocXml size) => size.Element.Element("depth")?.Value.Trim() switch
    {
        "1" => 1,
        null or "" or "3" or "4" => 3,
        var other => throw size.At("<depth>", "1, 3 or 4", $"'{other}'"),
    };
}

/// <summary>One <c>object</c> of an annotation: edges in pixels inside the image; truncated is what goes on beyond its box.</summary>
internal sealed record VocObject(string Class, Box Box, bool Difficult, bool Truncated)
{
    internal static VocObject Parse(VocXml found, int number, int width, int height)
    {
        var place = FormattableString.Invariant($"object {number}");
        var name = found.Child("name", place).Element.Value.Trim();
        place = $"{place}, {VocNames.Shown(name)}";
        var edges = found.Child("bndbox", place);
        var (xmin, ymin) = (edges.Number("xmin", place), edges.Number("ymin", place));
        var (xmax, ymax) = (edges.Number("xmax", place), edges.Number("ymax", place));
        var (left, top) = (Math.Max(xmin, 1), Math.Max(ymin, 1));
        var (right, bottom) = (Math.Min(xmax, width), Math.Min(ymax, height));

        // First and last pixel: where they are the same one, the box is a pixel wide.
        return left <= right && top <= bottom && xmin > -width && ymin > -height && xmax <= 2 * width && ymax <= 2 * height
            ? new VocObject(
                name,
                new Box((float)(left - 1), (float)(top - 1), (float)right, (float)bottom),
                found.Flag("difficult", place),
                found.Flag("truncated", place))
            : throw found.At(
                place,
                $"a box of at least one pixel inside {width} x {height}",
                FormattableString.Invariant($"{xmin} to {xmax} across and {ymin} to {ymax} down"));
    }
}

namespace Sandglass.Data;

/// <summary>
/// Colour images of few colours each, as IDX files: for each pixel a place in its image's palette <c>[N, H, W]</c>, the
/// palettes <c>[N, colours, 3]</c> as red, green and blue, and the labels <c>[N]</c>.
/// </summary>
internal static class PalettedImages
{
    /// <summary>Reads the images, in their palettes' colours.</summary>
    /// <param name="name">Name of the dataset.</param>
    /// <param name="indicesPath">The pixels.</param>
    /// <param name="palettesPath">The palettes.</param>
    /// <param name="labelsPath">The labels.</param>
    /// <param name="classNames">Names of the classes.</param>
    /// <param name="mostPixels">Most pixels of all images together.</param>
    /// <exception cref="DataFormatException">A file is unreadable, the counts differ, or a number is out of range.</exception>
    public static ImageDataset Load(
        string name, string indicesPath, string palettesPath, string labelsPath, IReadOnlyList<string> classNames, long mostPixels)
    {
        var indices = IdxFile.Read(indicesPath, 3, mostPixels);
        var (count, height, width) = (indices.Dimensions[0], indices.Dimensions[1], indices.Dimensions[2]);
        if (3L * indices.Values.Length > Array.MaxLength)
        {
            throw DataFormatException.At(indicesPath, "sizes", $"at most {Array.MaxLength / 3} pixels", $"{indices.Values.Length}");
        }

        var palettes = IdxFile.Read(palettesPath, 3);
        if (palettes.Dimensions[0] != count || palettes.Dimensions[2] != 3)
        {
            throw DataFormatException.At(palettesPath, "sizes", $"[{count}, colours, 3]", $"[{string.Join(", ", palettes.Dimensions)}]");
        }

        var labels = IdxFile.Read(labelsPath, 1);
        IdxImages.CheckLabels(labels, count, labelsPath, classNames);
        var pixels = new byte[3 * indices.Values.Length];
        for (var image = 0; image < count; image++)
        {
            Paint(indices, palettes, image, pixels, indicesPath);
        }

        return ImageDataset.FromBytes(name, classNames, pixels, (3, height, width), labels.Values);
    }

    private static void Paint(IdxArray indices, IdxArray palettes, int image, byte[] pixels, string indicesPath)
    {
        var colours = palettes.Dimensions[1];
        var plane = indices.Dimensions[1] * indices.Dimensions[2];
        var palette = palettes.Values.AsSpan(image * colours * 3, colours * 3);
        var (from, to) = (image * plane, 3 * image * plane);
        for (var i = 0; i < plane; i++)
        {
            int colour = indices.Values[from + i];
            if (colour >= colours)
            {
                throw DataFormatException.At(indicesPath, $"pixel {i} of image {image}", $"0 to {colours - 1}", $"{colour}");
            }

            for (var channel = 0; channel < 3; channel++)
            {
                pixels[to + (channel * plane) + i] = palette[(3 * colour) + channel];
            }
        }
    }
}

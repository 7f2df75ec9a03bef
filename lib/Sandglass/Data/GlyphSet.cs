namespace Sandglass.Data;

/// <summary>
/// Glyphs of 62 classes on textured grounds, in colour, drawn from open fonts by <c>workbench data glyphs</c>. No family of
/// fonts is in two parts, so the test asks for fonts that were not seen. <c>data/glyphs/README.md</c> says how they are drawn.
/// </summary>
internal static class GlyphSet
{
    /// <summary>Folder of the committed set inside the data folder.</summary>
    public const string Folder = "glyphs";

    /// <summary>The table of the fonts: a row a font, in the order of their numbers.</summary>
    public const string FontsName = "fonts.csv";

    /// <summary>Most pixels that the pictures of one part may have, all together.</summary>
    public const long MostPixels = 1L << 29;

    /// <summary>Names of the classes; a label is an index into them.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        [.. "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".Select(letter => letter.ToString())];

    /// <summary>Training, validation and test.</summary>
    public static IReadOnlyList<GlyphPart> Parts { get; } = [new("training"), new("validation"), new("test")];

    /// <summary>Names of all files that <c>SHA256SUMS</c> lists.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [FontsName, .. Parts.SelectMany(part => new[] { part.Indices, part.Palettes, part.Labels, part.Fonts })];

    /// <summary>The folder of the committed set.</summary>
    /// <exception cref="WorkbenchException">The data folder is not found.</exception>
    public static string Committed() => Path.Combine(DataDirectory.Find(), Folder);

    /// <summary>Loads a set after checking its checksums. A run keeps its classes and normalisation, as it does of one's own images.</summary>
    /// <param name="directory">A folder that <c>workbench data glyphs</c> wrote; null for the committed set.</param>
    /// <exception cref="DataFormatException">A file is missing, damaged or of another kind.</exception>
    public static DatasetSplits Load(string? directory = null)
    {
        var folder = directory ?? Committed();
        Checksums.Verify(folder);
        var loaded = new List<ImageDataset>();
        try
        {
            foreach (var part in Parts)
            {
                loaded.Add(part.Load(folder));
            }
        }
        catch
        {
            loaded.ForEach(part => part.Dispose());
            throw;
        }

        return new DatasetSplits(loaded[0], loaded[1], loaded[2]) { IsOwn = true };
    }
}

/// <summary>One part of a set of glyphs: the names of its files, each gzipped IDX of unsigned bytes.</summary>
/// <param name="Name">Such as <c>training</c>.</param>
internal sealed record GlyphPart(string Name)
{
    /// <summary>A place in its picture's palette for each pixel, <c>[N, H, W]</c>.</summary>
    public string Indices => $"{Name}-indices-idx3-ubyte.gz";

    /// <summary>Red, green and blue of each picture's colours, <c>[N, colours, 3]</c>.</summary>
    public string Palettes => $"{Name}-palettes-idx3-ubyte.gz";

    /// <summary>A class a picture, <c>[N]</c>.</summary>
    public string Labels => $"{Name}-labels-idx1-ubyte.gz";

    /// <summary>A number of a font for each picture, <c>[N]</c>.</summary>
    public string Fonts => $"{Name}-fonts-idx1-ubyte.gz";

    /// <summary>Loads the part. The caller disposes it.</summary>
    /// <exception cref="DataFormatException">A file is missing, damaged or of another kind.</exception>
    public ImageDataset Load(string folder) => PalettedImages.Load(
        $"{GlyphSet.Folder}/{Name}", Path.Combine(folder, Indices), Path.Combine(folder, Palettes), Path.Combine(folder, Labels), GlyphSet.ClassNames, GlyphSet.MostPixels);
}

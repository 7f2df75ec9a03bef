using Sandglass.Data;
using Sandglass.Runtime;
using WholeFiles;

namespace Sandglass.Images.Glyphs;

/// <summary>What a set of glyphs is like.</summary>
/// <param name="Side">Side of the pictures in pixels, 16 to 224.</param>
/// <param name="Training">Training pictures a class.</param>
/// <param name="Validation">Validation pictures a class.</param>
/// <param name="Test">Test pictures a class.</param>
/// <param name="Seed">Seed of all that is drawn.</param>
/// <param name="Colours">Colours of each picture, 2 to 256.</param>
internal sealed record GlyphDrawing(
    int Side = 32, int Training = 160, int Validation = 32, int Test = 100, int Seed = GlyphDrawing.DefaultSeed, int Colours = 16)
{
    /// <summary>The seed of the set in the repository.</summary>
    public const int DefaultSeed = 62;

    /// <summary>Least and most of <see cref="Side"/>.</summary>
    public static readonly (int Least, int Most) Sides = (16, 224);

    private static int Classes => GlyphSet.ClassNames.Count;

    /// <summary>
    /// Draws a set and writes its files and <c>fonts.csv</c>, and <c>SHA256SUMS</c> last, so that a set that is not whole is not loaded. A picture depends on the seed, its part, its place and the part's fonts: a larger set begins with the smaller one.
    /// The same fonts and seed give the same bytes on the same machine.
    /// </summary>
    /// <param name="fonts">Folder of the fonts.</param>
    /// <param name="list">Which of them, for which part.</param>
    /// <param name="to">Folder to write; created when missing, its files of these names replaced.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="WorkbenchException">A font is missing or another one, a part has too few, or nothing can be written.</exception>
    public void Write(string fonts, IReadOnlyList<FontEntry> list, string to, CancellationToken cancellation = default)
    {
        var most = (long)Classes * Math.Max(Training, Math.Max(Validation, Test)) * Side * Side;
        if (most > GlyphSet.MostPixels)
        {
            throw new WorkbenchException($"a part of {most} pixels is larger than the limit of {GlyphSet.MostPixels}; draw fewer or smaller pictures");
        }

        using var shelf = FontShelf.Open(fonts, list);
        try
        {
            Directory.CreateDirectory(to);
            foreach (var (part, count) in GlyphSet.Parts.Zip([Training, Validation, Test]))
            {
                Write(shelf, part, count, to, cancellation);
            }

            WholeFile.Write(Path.Combine(to, GlyphSet.FontsName), FontList.Text(shelf.Fonts));
            Checksums.Write(to, GlyphSet.Names);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{to} cannot be written ({wrong.Message.TrimEnd('.')}); choose another folder", wrong);
        }
    }

    private void Write(FontShelf shelf, GlyphPart part, int perClass, string folder, CancellationToken cancellation)
    {
        var (count, plane, streams) = (perClass * Classes, Side * Side, new RandomStreams(Seed));
        var (indices, palettes) = (new byte[count * plane], new byte[count * 3 * Colours]);
        var (labels, fonts) = (new byte[count], new byte[count]);
        using var painter = new GlyphPainter(Side);
        for (var i = 0; i < count; i++)
        {
            Interruption.Check(cancellation);
            labels[i] = (byte)(i % Classes);
            var scene = streams.Open(FormattableString.Invariant($"glyphs/{part.Name}/{i}"));
            var (number, font) = shelf.Choose(part, labels[i], scene);
            fonts[i] = (byte)number;
            var rgb = painter.Paint(font, labels[i], scene, streams.Open(FormattableString.Invariant($"glyphs/{part.Name}/{i}/ground")));
            var (palette, places) = PaletteReduction.Reduce(rgb, Colours);
            palette.CopyTo(palettes, i * palette.Length);
            places.CopyTo(indices, i * plane);
        }

        IdxFile.Write(Path.Combine(folder, part.Indices), new IdxArray([count, Side, Side], indices));
        IdxFile.Write(Path.Combine(folder, part.Palettes), new IdxArray([count, Colours, 3], palettes));
        IdxFile.Write(Path.Combine(folder, part.Labels), new IdxArray([count], labels));
        IdxFile.Write(Path.Combine(folder, part.Fonts), new IdxArray([count], fonts));
    }
}

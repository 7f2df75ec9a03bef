using Sandglass.Data;
using Sandglass.Runtime;

namespace Sandglass.Images.Glyphs;

/// <summary>The fonts of a list, opened and checked, by number.</summary>
internal sealed class FontShelf : IDisposable
{
    /// <summary>Fewest fonts of a part.</summary>
    public const int FewestFonts = 2;

    private readonly Dictionary<(string Part, int Label), int[]> _numbers;

    private FontShelf(IReadOnlyList<(FontEntry Entry, FontFile Font)> fonts)
    {
        Fonts = fonts;
        _numbers = (
            from part in GlyphSet.Parts
            from label in Enumerable.Range(0, GlyphSet.ClassNames.Count)
            select ((part.Name, label), fonts.Index().Where(font => font.Item.Entry.Part == part.Name && font.Item.Font.Drawable.Contains(label)).Select(font => font.Index).ToArray()))
            .ToDictionary();
    }

    /// <summary>The fonts; a place is a number.</summary>
    public IReadOnlyList<(FontEntry Entry, FontFile Font)> Fonts { get; }

    /// <summary>Opens the fonts of a list.</summary>
    /// <param name="folder">Folder of the fonts.</param>
    /// <param name="list">The list.</param>
    /// <exception cref="WorkbenchException">
    /// A font is missing, unreadable, not the one that the list names or of too few classes, or a part has too few.
    /// </exception>
    public static FontShelf Open(string folder, IReadOnlyList<FontEntry> list)
    {
        var fonts = new List<(FontEntry, FontFile)>();
        try
        {
            foreach (var entry in list)
            {
                fonts.Add((entry, Open(folder, entry)));
            }

            var shelf = new FontShelf(fonts);
            shelf.RequireEnough(folder);
            return shelf;
        }
        catch
        {
            fonts.ForEach(font => font.Item2.Dispose());
            throw;
        }
    }

    /// <summary>A font of a part that may draw a class, all equally likely.</summary>
    public (int Number, FontFile Font) Choose(GlyphPart part, int label, RandomStream random)
    {
        var numbers = _numbers[(part.Name, label)];
        var number = numbers[random.NextInt32(numbers.Length)];
        return (number, Fonts[number].Font);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, font) in Fonts)
        {
            font.Dispose();
        }
    }

    private static FontFile Open(string folder, FontEntry entry)
    {
        var path = Path.Combine(folder, entry.File);
        if (!File.Exists(path))
        {
            throw new WorkbenchException(entry.Package.Length > 0
                ? $"{path} is missing; install Debian's package {Quoted.Line(entry.Package)} {Quoted.Line(entry.Version)}, or name the folder of fonts with --fonts"
                : $"{path} is missing; restore it or take it off the list");
        }

        var font = FontFile.Read(path, entry.File);
        var wrong = entry.Sha256.Length > 0 && entry.Sha256 != font.Sha256
            ? $"{path} is another version: expected SHA-256 {Quoted.Line(entry.Sha256)}, found {font.Sha256}; install Debian's package {Quoted.Line(entry.Package)} {Quoted.Line(entry.Version)}"
            : font.Drawable.Count < GlyphRule.Fewest
                ? $"{path} can draw only {font.Drawable.Count} of {GlyphSet.ClassNames.Count} classes; take it off the list"
                : null;
        if (wrong is not null)
        {
            font.Dispose();
            throw new WorkbenchException(wrong);
        }

        return font;
    }

    private void RequireEnough(string folder)
    {
        if (Fonts.FirstOrDefault(font => Fonts.Any(other => other.Font.Family == font.Font.Family && other.Entry.Part != font.Entry.Part)) is { Font: { } both })
        {
            throw new WorkbenchException($"the family {Quoted.Name(both.Family)} is in two parts, so the test would ask for fonts that were seen; keep it in one");
        }

        foreach (var part in GlyphSet.Parts)
        {
            var count = Fonts.Count(font => font.Entry.Part == part.Name);
            if (count < FewestFonts)
            {
                throw new WorkbenchException($"{folder} has {count} usable fonts for {part.Name}, and a part needs {FewestFonts}; give fonts of more families");
            }

            if (GlyphSet.ClassNames.Index().FirstOrDefault(name => _numbers[(part.Name, name.Index)].Length == 0).Item is { } lacking)
            {
                throw new WorkbenchException($"no font for {part.Name} can draw {lacking}; give more fonts");
            }
        }
    }
}

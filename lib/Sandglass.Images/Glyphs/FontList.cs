using Sandglass.Data;
using Sandglass.Runtime;
using WholeFiles;

namespace Sandglass.Images.Glyphs;

/// <summary>A font of a list: its file, which part it is for and where it is from.</summary>
/// <param name="Part">Training, validation or test.</param>
/// <param name="File">The file, from the folder of all fonts, with slashes.</param>
/// <param name="Package">Debian's package that it is from; empty for one's own.</param>
/// <param name="Version">The package's version.</param>
/// <param name="Licence">The font's licence.</param>
/// <param name="Sha256">SHA-256 of the file; empty where any is taken.</param>
internal sealed record FontEntry(string Part, string File, string Package = "", string Version = "", string Licence = "", string Sha256 = "");

/// <summary>Which fonts draw which part: from a table, or all of a folder, drawn family by family.</summary>
internal static class FontList
{
    /// <summary>Most fonts of a set: their numbers are bytes.</summary>
    public const int MostFonts = 256;

    private const int MostEntries = 20_000; // of a folder, with what is no font
    private const double ForTest = 0.3;
    private const double ForValidation = 0.15;

    private static readonly string[] Columns = ["number", "part", "family", "style", "left_out", "file", "package", "version", "licence", "sha256"];

    private static readonly EnumerationOptions WithoutLinks = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
    };

    /// <summary>Reads a table of fonts, such as a set's <c>fonts.csv</c>.</summary>
    /// <param name="path">The table.</param>
    /// <exception cref="WorkbenchException">It cannot be read; the message names the row.</exception>
    public static IReadOnlyList<FontEntry> Read(string path)
    {
        var text = DataFormatException.Reading(path, "Name a table of fonts.", () => BoundedFile.ReadText(path, Csv.MostBytes));
        return [.. Csv.Read(text, Path.GetFileName(path), MostFonts).Rows.Select(Entry)];
    }

    /// <summary>
    /// All fonts of a folder and those below it, links left out. Families are split: the stream <c>glyphs/family/NAME</c>
    /// of the seed decides on each by itself, so a family that is added leaves the others where they were.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="seed">Seed of the split.</param>
    /// <param name="note">Receives what was left out, and why.</param>
    /// <exception cref="WorkbenchException">The folder cannot be listed, or holds too many fonts.</exception>
    public static IReadOnlyList<FontEntry> Draw(string folder, int seed, Action<string> note)
    {
        var streams = new RandomStreams(seed);
        var entries = new List<FontEntry>();
        foreach (var file in Files(folder))
        {
            try
            {
                using var font = FontFile.Read(Path.Combine(folder, file), file);
                if (font.Drawable.Count < GlyphRule.Fewest)
                {
                    note($"left out: {file} can draw only {font.Drawable.Count} of {GlyphSet.ClassNames.Count} classes");
                    continue;
                }

                var drawn = streams.Open($"glyphs/family/{font.Family}").NextDouble();
                entries.Add(new FontEntry(GlyphSet.Parts[drawn < ForTest ? 2 : drawn < ForTest + ForValidation ? 1 : 0].Name, file));
            }
            catch (DataFormatException wrong)
            {
                note($"left out: {wrong.Message}");
            }
        }

        return entries.Count <= MostFonts
            ? entries
            : throw new WorkbenchException($"{folder} holds {entries.Count} usable fonts, more than the limit of {MostFonts}; use fewer");
    }

    /// <summary>A set's table of fonts.</summary>
    public static string Text(IReadOnlyList<(FontEntry Entry, FontFile Font)> fonts) => Csv.Write(Columns, fonts.Select((font, number) => new[]
    {
        FormattableString.Invariant($"{number}"), font.Entry.Part, Quoted.Line(font.Font.Family), font.Font.Style,
        string.Join(' ', GlyphSet.ClassNames.Where((_, label) => !font.Font.Drawable.Contains(label))), font.Entry.File, font.Entry.Package, font.Entry.Version, font.Entry.Licence, font.Font.Sha256,
    }));

    private static FontEntry Entry(CsvRecord row)
    {
        var (part, file) = (row.Needed("part"), row.Needed("file"));
        if (GlyphSet.Parts.All(known => known.Name != part))
        {
            throw row.Wrong("part", $"the part is training, validation or test, not {Quoted.Name(part)}");
        }

        return Path.IsPathRooted(file) || file.Split('/', '\\').Contains("..")
            ? throw row.Wrong("file", "the file must lie in the folder of fonts")
            : new FontEntry(part, file, row.Text("package"), row.Text("version"), row.Text("licence"), row.Text("sha256"));
    }

    private static List<string> Files(string folder)
    {
        try
        {
            var paths = Directory.EnumerateFiles(folder, "*", WithoutLinks).Take(MostEntries + 1).ToList();
            return paths.Count <= MostEntries
                ? [.. paths.Where(FontFile.IsNamedSo).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)]
                : throw new WorkbenchException($"{folder} holds more than {MostEntries} files; name a folder of fonts");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{folder} cannot be listed ({wrong.Message.TrimEnd('.')}); name a folder of fonts", wrong);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Text;
using Sandglass.Images.Glyphs;

namespace Sandglass.Images.Tests.Glyphs;

/// <summary>A folder of six fonts of three families, made from the two that the repository brings by renaming them within.</summary>
internal sealed class FontFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FontFolder()
    {
        foreach (var (family, i) in (ReadOnlySpan<(string, int)>)[("DejaVu Sans", 0), ("DejaVu Kans", 1), ("DejaVu Tans", 2)])
        {
            foreach (var style in (ReadOnlySpan<string>)["", "-Bold"])
            {
                File.WriteAllBytes(_folder[$"{i}{style}.ttf"], Renamed(File.ReadAllBytes(Bundled($"DejaVuSans{style}.ttf")), family));
            }
        }
    }

    public string Path => _folder.Path;

    /// <summary>A family a part.</summary>
    public static IReadOnlyList<FontEntry> List { get; } =
    [
        new("training", "0.ttf"), new("training", "0-Bold.ttf"),
        new("validation", "1.ttf"), new("validation", "1-Bold.ttf"),
        new("test", "2.ttf"), new("test", "2-Bold.ttf"),
    ];

    public string this[string name] => _folder[name];

    /// <summary>A font of the repository.</summary>
    public static string Bundled(string name, [CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "../../../lib/Sandglass.Display/Style/Fonts", name);

    public void Dispose() => _folder.Dispose();

    // Names stand in the file as ASCII and as UTF-16; one of the same length leaves all tables where they are.
    private static byte[] Renamed(byte[] font, string family)
    {
        foreach (var encoding in (Encoding[])[Encoding.ASCII, Encoding.BigEndianUnicode])
        {
            var (from, to) = (encoding.GetBytes("DejaVu Sans"), encoding.GetBytes(family));
            for (var at = 0; font.AsSpan(at).IndexOf(from) is >= 0 and var next; at += next + from.Length)
            {
                to.CopyTo(font, at + next);
            }
        }

        return font;
    }
}

using System.Buffers;

namespace Sandglass.Detection.Data.Voc;

/// <summary>Names that come out of files and become parts of paths.</summary>
internal static class VocNames
{
    private const int Longest = 100;
    private const int LongestFile = 200;
    private const int MostShown = 80;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    // Windows takes a colon for a drive or for a second stream of a file.
    private static readonly SearchValues<char> Separators = SearchValues.Create(OperatingSystem.IsWindows() ? "/\\:" : "/\\");

    /// <summary>Whether it is letters, digits, dots, hyphens and underscores, and leads to no other folder.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= Longest && text[0] != '.' && text.AsSpan().IndexOfAnyExcept(Allowed) < 0;

    /// <summary>
    /// Whether it names a file within a folder, in any language and with spaces inside: no path, no dot at its beginning,
    /// no character that controls a terminal.
    /// </summary>
    public static bool IsFileName(string text) =>
        text.Length is > 0 and <= LongestFile
        && text[0] != '.' && text.AsSpan().IndexOfAny(Separators) < 0
        && text.Trim() == text && Shown(text, LongestFile) == text;

    /// <summary>A text of a file, fit for an error of one line.</summary>
    public static string Shown(string text, int most = MostShown) =>
        string.Concat((text.Length > most ? text[..most] + "…" : text)
            .Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufffd' ? '?' : c));
}

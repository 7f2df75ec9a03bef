using System.Text;

namespace Sandglass;

/// <summary>Names from files of others, fit for an error of one line.</summary>
internal static class Quoted
{
    private const int Longest = 80;
    private const int MostNames = 4;

    /// <summary>The name in quotes: no control characters, and cut where it is long.</summary>
    internal static string Name(string name) =>
        name.Length > Longest ? $"'{Line(name[..Longest])}…'" : $"'{Line(name)}'";

    /// <summary>The text without characters that end a line or show as something else.</summary>
    internal static string Line(string text) => text.AsSpan().ContainsAnyExceptInRange(' ', '~')
        ? string.Concat(text.EnumerateRunes().Select(rune => IsOdd(rune) ? "?" : rune.ToString()))
        : text;

    /// <summary>The first few, and how many more there are.</summary>
    internal static string Some(IReadOnlyCollection<string> texts) => texts.Count <= MostNames
        ? string.Join(", ", texts)
        : $"{string.Join(", ", texts.Take(MostNames))} and {texts.Count - MostNames} more";

    // Half a character comes as U+FFFD; marks of direction show a name backwards.
    private static bool IsOdd(Rune rune) => Rune.IsControl(rune)
        || rune == Rune.ReplacementChar
        || rune.Value is 0x2028 or 0x2029 or 0x200e or 0x200f or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069);
}

using System.Globalization;
using System.Text;

namespace Workbench;

/// <summary>Text from anywhere as one line for a terminal.</summary>
internal static class OneLine
{
    private const int First = 1500;
    private const int Last = 500;

    /// <summary>Line ends are blanks, what a terminal would obey is written out, and the middle of a very long text is left out.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder();
        foreach (var rune in text.ReplaceLineEndings(" ").EnumerateRunes())
        {
            line.Append(IsObeyed(rune) ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}") : rune.ToString());
        }

        return line.Length <= First + Last ? line.ToString() : string.Create(
            CultureInfo.InvariantCulture, $"{line.ToString(0, First)} […{line.Length - First - Last} characters…] {line.ToString(line.Length - Last, Last)}");
    }

    private static bool IsObeyed(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}

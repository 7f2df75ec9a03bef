using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NotebookEngine.Terminal;

/// <summary>
/// What a terminal would show of a text, as plain text: overwritten and erased parts are gone, and so are colours,
/// titles and the addresses of links. Each character takes one column.
/// </summary>
internal static partial class TerminalText
{
    /// <summary>The text as it stands when all of it was written.</summary>
    public static string ToPlain(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x08') && !text.AsSpan().ContainsAnyInRange('\v', '\x1f')
            && !text.AsSpan().ContainsAnyInRange('\x7f', '\x9f'))
        {
            return text;
        }

        var screen = new Screen();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is '\x1b' or '\x9b' or '\x9d' && Sequence().Match(text, at) is { Success: true } sequence)
            {
                if (sequence.Groups["order"] is { Success: true, ValueSpan: var order })
                {
                    screen.Obey(order[0], Number(sequence.Groups["number"].ValueSpan));
                }

                at += sequence.Length;
                continue;
            }

            _ = Rune.DecodeFromUtf16(text.AsSpan(at), out var letter, out var length);
            screen.Write(letter);
            at += length;
        }

        return screen.ToString();
    }

    private static int? Number(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // A control sequence with its order; else a string up to its end, such as a link's address or a title; else two or
    // three letters that choose a character set or a mode. Never read twice, so a hostile text takes no longer.
    [GeneratedRegex(@"\G(?:(?:\e\[|\x9b)(?<number>(?>[0-9]*))(?>[0-?]*)(?>[ -/]*)(?<order>[@-~])|(?:\e[\]PX^_]|\x9d)(?>[^\a\e\x9c\x9d\n]*)(?:\a|\e\\|\x9c)|\e(?>[ -/]*)[0-Z\\`-~])")]
    private static partial Regex Sequence();
}

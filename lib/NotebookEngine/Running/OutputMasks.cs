using System.Globalization;
using System.Text.RegularExpressions;

namespace NotebookEngine.Running;

/// <summary>
/// What two runs of the same notebook may differ in: durations (<c>12.3 s</c>, <c>4 ms</c>, <c>1 min</c>), clock times,
/// GUIDs, and digits of a number beyond the sixth.
/// </summary>
internal static partial class OutputMasks
{
    private const int Digits = 6;

    public static string Apply(string text)
    {
        text = Identifier().Replace(text, "<id>");
        text = ClockTime().Replace(text, "<time>");
        text = Duration().Replace(text, "<duration>");
        return LongNumber().Replace(text, match => Shorten(match.Value));
    }

    private static string Shorten(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value.ToString($"G{Digits}", CultureInfo.InvariantCulture)
            : number;

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\b(\d{4}-\d{2}-\d{2}[T ])?\d{1,2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?")]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"(?<![\w.])\d+(\.\d+)?\s?(ns|µs|us|ms|s|min|seconds|minutes)\b")]
    private static partial Regex Duration();

    // A decimal fraction long enough to have a tail; whole numbers are compared in full.
    [GeneratedRegex(@"(?<![\w.])-?\d+\.\d{5,}([eE][+-]?\d+)?|(?<![\w.])-?\d+(\.\d+)?[eE][+-]?\d+")]
    private static partial Regex LongNumber();
}

using System.Globalization;

namespace Sandglass.Display;

/// <summary>Numbers and headings as tables write them, the same in every culture.</summary>
internal static class CellText
{
    /// <summary>A whole number, such as <c>3,206,480</c>.</summary>
    public static string Whole(long number) => number.ToString("n0", CultureInfo.InvariantCulture);

    /// <summary>A number in a format.</summary>
    public static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Words that begin with a capital; a symbol, such as <c>p of none</c>, stays as it is.</summary>
    public static string Capital(string words) => words is [var first, not ' ', ..] ? char.ToUpperInvariant(first) + words[1..] : words;

    /// <summary>A share in [0, 1] in per cent, such as <c>77.1 %</c>.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}

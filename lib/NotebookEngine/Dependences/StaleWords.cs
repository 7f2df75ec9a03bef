using System.Globalization;

namespace NotebookEngine.Dependences;

/// <summary>Names several things in a few words.</summary>
internal static class StaleWords
{
    private const int Most = 8;

    /// <summary>Such as <c>cells 5 and 9</c>.</summary>
    public static string Cells(IEnumerable<ExecutedCell> cells)
    {
        var numbers = cells.Select(cell => cell.Number).Order().Select(number => number.ToString(CultureInfo.InvariantCulture)).ToArray();
        return $"{(numbers.Length > 1 ? "cells" : "cell")} {List(numbers)}";
    }

    /// <summary>Such as <c>x, y and z</c>.</summary>
    public static string List(IEnumerable<string> items)
    {
        var all = items.ToArray();
        string[] shown = all.Length <= Most ? all : [.. all[..(Most - 1)], FormattableString.Invariant($"{all.Length - Most + 1} more")];
        return shown is [var only] ? only : $"{string.Join(", ", shown[..^1])} and {shown[^1]}";
    }
}

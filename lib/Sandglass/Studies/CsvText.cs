using System.Globalization;
using Microsoft.Data.Analysis;

namespace Sandglass.Studies;

/// <summary>Writes a table as CSV (RFC 4180, lines ended by <c>\n</c>), the same bytes in every culture.</summary>
internal static class CsvText
{
    /// <summary>Format of numbers with a fraction: more digits than any of them means.</summary>
    public const string Number = "0.######";

    /// <summary>The table with its header line.</summary>
    public static string Of(DataFrame table)
    {
        var lines = table.Rows
            .Select(row => row.Select(Cell))
            .Prepend(table.Columns.Select(c => c.Name))
            .Select(cells => string.Join(',', cells.Select(Quote)) + "\n");
        return string.Concat(lines);
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        double number => number.ToString(Number, CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"")}\"";
}

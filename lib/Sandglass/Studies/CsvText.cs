using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Analysis;

namespace Sandglass.Studies;

/// <summary>Writes a table as CSV (RFC 4180, lines ended by <c>\n</c>), the same bytes in every culture.</summary>
public static partial class CsvText
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

    /// <summary>The rows of a text that <see cref="Of"/> wrote, each by the names of its columns; no cell has line ends.</summary>
    /// <exception cref="FormatException">There is no header, or a row has another number of cells.</exception>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Read(string csv)
    {
        var lines = csv.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cells).ToArray();
        var header = lines.FirstOrDefault() ?? throw new FormatException("there is no header line");
        return lines.Skip(1).Select((cells, i) => cells.Length == header.Length
            ? header.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second)
            : throw new FormatException(FormattableString.Invariant($"row {i + 1} has {cells.Length} cells, not {header.Length}")));
    }

    /// <summary>Numbers as one cell, to four decimals, parted by spaces.</summary>
    public static string List(IEnumerable<double> values) =>
        string.Join(' ', values.Select(value => value.ToString("0.####", CultureInfo.InvariantCulture)));

    /// <summary>A number to seven digits; empty where there is none.</summary>
    public static string Known(double value) => double.IsNaN(value) ? "" : value.ToString("g7", CultureInfo.InvariantCulture);

    private static string[] Cells(string line) =>
        [.. CellPattern().Matches(line).Select(m => m.Groups["plain"].Success ? m.Groups["plain"].Value : m.Groups["quoted"].Value.Replace("\"\"", "\""))];

    [GeneratedRegex("(?:^|,)(?:\"(?<quoted>(?:[^\"]|\"\")*)\"|(?<plain>[^,]*))")]
    private static partial Regex CellPattern();

    private static string Cell(object? value) => value switch
    {
        null => "",
        double number => number.ToString(Number, CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>A cell as it stands in a line: in quotes where it needs them.</summary>
    public static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"")}\"";
}

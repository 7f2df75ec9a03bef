using System.Globalization;
using Microsoft.Data.Analysis;
using Sandglass.Data;

namespace Sandglass.Tables;

/// <summary>A CSV table as a DataFrame: a column whose cells are all whole numbers, or numbers, has that type; else it is text.</summary>
internal static class CsvFrame
{
    /// <summary>The table; empty cells are null, and empty texts in a column of text.</summary>
    public static DataFrame Of(CsvTable table) => new(table.Header.Select((name, i) => Column(name, [.. table.Rows.Select(row => row.Cells[i])])));

    /// <summary>The table of a CSV text.</summary>
    /// <param name="csv">The text.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="CsvException">It is malformed.</exception>
    public static DataFrame Parse(string csv, string name) => Of(Csv.Read(csv, name));

    /// <summary>Format of numbers with a fraction: more digits than any of them means.</summary>
    public const string Number = "0.######";

    /// <summary>The table as CSV, the same text in every culture; null is an empty cell.</summary>
    public static string ToCsv(DataFrame table) => Csv.Write(
        [.. table.Columns.Select(column => column.Name)], table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Cell)]));

    /// <summary>A cell of a file; null is empty.</summary>
    internal static string Cell(object? value) => value switch
    {
        null => "",
        double number => number.ToString(Number, CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static DataFrameColumn Column(string name, string[] cells) =>
        All(cells, text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : (long?)null) is { } wholes
            ? new Int64DataFrameColumn(name, wholes)
        : All(cells, NumberOf) is { } numbers
            ? new DoubleDataFrameColumn(name, numbers)
        : new StringDataFrameColumn(name, cells);

    /// <summary>A number, as it is written; null where it is none, or too large for one (1e400).</summary>
    internal static double? NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && (double.IsFinite(number) || !text.AsSpan().ContainsAnyInRange('0', '9')) ? number : null;

    // Null where a cell is something else, or all are empty.
    private static T?[]? All<T>(string[] cells, Func<string, T?> parse)
        where T : struct
    {
        var parsed = Array.ConvertAll(cells, cell => cell.Length == 0 ? null : parse(cell));
        return cells.Zip(parsed).All(pair => pair.First.Length == 0 || pair.Second is not null) && parsed.Any(value => value is not null) ? parsed : null;
    }
}

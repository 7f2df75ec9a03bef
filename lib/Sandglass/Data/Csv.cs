using System.Text;
using CsvHelper;

namespace Sandglass.Data;

/// <summary>
/// Tables as CSV (RFC 4180), the same bytes in every culture. A row is a line: no cell holds a line's end, so that a
/// forgotten quote spoils one row and every error has its line. A table has at most 1,000 columns and 32 Mi characters.
/// </summary>
internal static class Csv
{
    /// <summary>Rows that a table may have unless its reader says otherwise.</summary>
    public const int MostRows = 100_000;

    /// <summary>Bytes that the file of a table may have unless its reader says otherwise.</summary>
    public const long MostBytes = 1L << 26;

    private const int MostColumns = 1000;
    private const int MostCharacters = 1 << 25;
    private static readonly char[] LineEnds = ['\r', '\n'];

    private static readonly CsvReaderOptions Reading = new()
    {
        Separator = ',',
        HasHeader = false,
        SkipEmptyLines = false,
        AllowLineBreaksInQuotes = false,
    };

    private static readonly CsvWriterOptions Writing = new() { NewLine = "\n" };

    /// <summary>Reads a table: a header without repeated names, then rows of as many cells. Empty lines at the end are left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What errors call it, such as the name of its file.</param>
    /// <param name="mostRows">Most rows below the header.</param>
    /// <exception cref="CsvException">It is malformed, or larger than the limits.</exception>
    public static CsvTable Read(string text, string name, int mostRows = MostRows)
    {
        if (text.Length > MostCharacters)
        {
            throw new CsvException(name, 1, "-", FormattableString.Invariant($"there are more than {MostCharacters} characters"));
        }

        using var reader = CsvReader.FromText(text.TrimEnd(LineEnds), Reading);
        var header = !reader.Read() ? throw new CsvException(name, 1, "-", "there is no header line")
            : reader.FieldCount > MostColumns ? throw new CsvException(name, 1, "-", FormattableString.Invariant($"there are more than {MostColumns} columns"))
            : Cells(reader, name, 1);
        if (header.GroupBy(column => column).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new CsvException(name, 1, twice.Key, "the header names this column twice");
        }

        var rows = new List<CsvRecord>();
        for (var line = 2; reader.Read(); line++)
        {
            if (rows.Count == mostRows)
            {
                throw new CsvException(name, line, "-", FormattableString.Invariant($"there are more than {mostRows} rows"));
            }

            var cells = reader.FieldCount <= MostColumns ? Cells(reader, name, line) : [];
            rows.Add(cells.Length == header.Length ? new CsvRecord(name, line, header, cells) : throw new CsvException(
                name, line, header[Math.Min(reader.FieldCount, header.Length - 1)],
                FormattableString.Invariant($"the row has {reader.FieldCount} cells, not {header.Length}; quote a cell that holds a comma")));
        }

        return new CsvTable(name, header, rows);
    }

    /// <summary>Writes a table that <see cref="Read"/> reads: lines end with <c>\n</c>, cells are quoted where they need it.</summary>
    /// <param name="header">Names of the columns, each once.</param>
    /// <param name="rows">The cells of each row, as many as columns.</param>
    /// <exception cref="ArgumentException">A row has another number of cells, or a cell holds a line's end.</exception>
    public static string Write(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var text = new StringWriter();
        using (var writer = CsvWriter.Create(text, Writing, leaveOpen: true))
        {
            foreach (var cells in rows.Prepend(header))
            {
                if (cells.Count != header.Count || cells.Any(cell => cell.IndexOfAny(LineEnds) >= 0))
                {
                    throw new ArgumentException(FormattableString.Invariant(
                        $"a row of a table has {header.Count} cells without line breaks, unlike this one: {string.Join('|', cells)}"), nameof(rows));
                }

                writer.WriteRecord([.. cells]);
            }
        }

        return text.ToString();
    }

    // The reader recovers from wrong quotes. Right ones are those that writing the cell would give.
    private static string[] Cells(CsvReader reader, string name, int line)
    {
        var cells = reader.Current.ToArray();
        for (var i = 0; i < cells.Length; i++)
        {
            var raw = reader.GetRawSpan(i);
            if (raw.Contains((byte)'"') && Encoding.UTF8.GetString(raw) != $"\"{cells[i].Replace("\"", "\"\"")}\"")
            {
                throw new CsvException(
                    name, line, FormattableString.Invariant($"{i + 1}"), "its quotes do not match; double a quote within a cell, and quote the cell");
            }
        }

        return cells;
    }
}

/// <summary>A table as text.</summary>
/// <param name="Name">What errors call it.</param>
/// <param name="Header">Names of the columns, each once.</param>
/// <param name="Rows">The rows in their order.</param>
internal sealed record CsvTable(string Name, IReadOnlyList<string> Header, IReadOnlyList<CsvRecord> Rows);

/// <summary>A row of a table, its cells by column.</summary>
internal sealed class CsvRecord
{
    private readonly string _table;
    private readonly string[] _header;
    private readonly string[] _cells;

    internal CsvRecord(string table, int line, string[] header, string[] cells) =>
        (_table, Line, _header, _cells) = (table, line, header, cells);

    /// <summary>Its line, from 1; the header is the first.</summary>
    public int Line { get; }

    /// <summary>The cells in the order of the header.</summary>
    public IReadOnlyList<string> Cells => _cells;

    /// <summary>The cell of a column, which may be empty.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="CsvException">There is no such column.</exception>
    public string Text(string column) => Array.IndexOf(_header, column) is >= 0 and var at
        ? _cells[at]
        : throw new CsvException(_table, 1, column, "the header lacks this column; restore the file from version control");

    /// <summary>The cell of a column, which is not empty.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="CsvException">It is empty, or there is no such column.</exception>
    public string Needed(string column) => Text(column) is { Length: > 0 } text ? text : throw Wrong(column, "the cell is empty");

    /// <summary>The cell of a column as something else.</summary>
    /// <typeparam name="T">What it is read as.</typeparam>
    /// <param name="column">Name of the column.</param>
    /// <param name="parse">Reads it; a <see cref="FormatException"/> or <see cref="OverflowException"/> says what is wrong.</param>
    /// <exception cref="CsvException">It cannot be read so, or there is no such column.</exception>
    public T Read<T>(string column, Func<string, T> parse)
    {
        try
        {
            return parse(Text(column));
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            throw Wrong(column, wrong.Message, wrong);
        }
    }

    /// <summary>What to throw where a cell is wrong.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="problem">What is wrong, and what to do.</param>
    /// <param name="inner">The failure behind it.</param>
    public CsvException Wrong(string column, string problem, Exception? inner = null) => new(_table, Line, column, problem, inner);
}

/// <summary>A table cannot be read: the message names table, row and column.</summary>
internal sealed class CsvException : WorkbenchException
{
    internal CsvException(string table, int row, string column, string problem, Exception? innerException = null)
        : base(FormattableString.Invariant($"{table}, row {row}, column {Short(column, 80)}: {Short(problem, 500)}"), innerException!) =>
        (Table, Row, Column) = (table, row, column);

    /// <summary>The table, such as the name of its file.</summary>
    public string Table { get; }

    /// <summary>Row of the table, from 1; the header is the first.</summary>
    public int Row { get; }

    /// <summary>Name or number of the column, or <c>-</c> where the whole row is wrong.</summary>
    public string Column { get; }

    // What is wrong may quote a cell of any length.
    private static string Short(string text, int most) => text.Length > most ? text[..most] + "…" : text;
}

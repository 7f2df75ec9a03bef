using Microsoft.Data.Analysis;
using Sandglass.Counting;

namespace Sandglass.Claims;

/// <summary>A table of the paper as published: cells are text, so that 3.50 stays 3.50.</summary>
public sealed class PaperTable
{
    private readonly IReadOnlyList<string> _columns;
    private readonly IReadOnlyList<PaperRow> _rows;

    private PaperTable(IReadOnlyList<string> columns, IReadOnlyList<PaperRow> rows)
    {
        var isConfirmed = rows.ToLookup(row => row.Mark() != EvidenceMark.Unverified);
        (_columns, _rows, LeftOut) = (columns, [.. isConfirmed[true]], isConfirmed[false].Count());
    }

    /// <summary>Rows that no source confirms. They stay in the file and are not shown as the paper's.</summary>
    public int LeftOut { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="file">Name of the file in <c>data/paper</c>, such as <c>comparison.csv</c>.</param>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="PaperDataException">A row is malformed; the message names row and column.</exception>
    /// <exception cref="WorkbenchException">The file is missing, or there is no data folder.</exception>
    public static PaperTable Load(string file, string? data = null)
    {
        var (columns, rows) = PaperCsv.Load(file, data);
        return new PaperTable(columns, rows);
    }

    /// <summary>The confirmed rows, a text column a column of the file.</summary>
    public DataFrame ToDataFrame() =>
        new(_columns.Select(column => new StringDataFrameColumn(column, _rows.Select(row => row.Text(column)))));

    internal IReadOnlyList<PaperRow> Rows => _rows;
}

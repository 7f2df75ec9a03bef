using System.Globalization;
using Microsoft.Data.Analysis;
using Sandglass.Data;
using WholeFiles;

namespace Sandglass.Paper;

/// <summary>A table of the paper as published: cells are text, so that 3.50 stays 3.50.</summary>
public sealed class PaperTable
{
    private const int MostBytes = 1 << 20;
    private const int MostRows = 2000;

    private readonly IReadOnlyList<string> _columns;

    private PaperTable(CsvTable table)
    {
        var isConfirmed = table.Rows.ToLookup(row => row.Mark() != EvidenceMark.Unverified);
        (_columns, Rows, LeftOut) = (table.Header, [.. isConfirmed[true]], isConfirmed[false].Count());
    }

    /// <summary>Rows that no source confirms. They stay in the file and are not shown as the paper's.</summary>
    public int LeftOut { get; }

    internal IReadOnlyList<CsvRecord> Rows { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="file">Name of the file in <c>data/paper</c>, such as <c>comparison.csv</c>.</param>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="CsvException">A row is malformed; the message names row and column.</exception>
    /// <exception cref="WorkbenchException">The file is missing, or there is no data folder.</exception>
    public static PaperTable Load(string file, string? data = null) => new(Read(file, data));

    /// <summary>The confirmed rows, a text column a column of the file.</summary>
    public DataFrame ToDataFrame() =>
        new(_columns.Select(column => new StringDataFrameColumn(column, Rows.Select(row => row.Text(column)))));

    /// <summary>The numbers of a column by the text of the first column; rows without a number are left out.</summary>
    /// <param name="column">Name of the column, such as <c>top1_percent</c>.</param>
    /// <exception cref="CsvException">There is no such column, it holds something else, or two rows have the same name.</exception>
    public IReadOnlyDictionary<string, double> Numbers(string column)
    {
        var numbers = new Dictionary<string, double>();
        foreach (var row in Rows.Where(row => row.Text(column).Length > 0))
        {
            var number = row.Read(column, text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
            if (!numbers.TryAdd(row.Cells[0], number))
            {
                throw row.Wrong(_columns[0], $"'{row.Cells[0]}' has another row; read this table by hand");
            }
        }

        return numbers;
    }

    /// <summary>A file of <c>data/paper</c>, whatever its marks.</summary>
    /// <exception cref="WorkbenchException">The file is missing, too large or malformed.</exception>
    internal static CsvTable Read(string file, string? data)
    {
        var path = Path.Combine(data ?? DataDirectory.Find(), "paper", file);
        try
        {
            return Csv.Read(BoundedFile.ReadText(path, MostBytes), file, MostRows);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path} cannot be read ({wrong.Message}); restore it from version control", wrong);
        }
    }
}

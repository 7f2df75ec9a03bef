using Sandglass.Data;

namespace Sandglass.Claims;

/// <summary>Reads the tables of <c>data/paper</c>: RFC 4180, a row a line, and strict, because they are written by hand.</summary>
internal static class PaperCsv
{
    private const int MostBytes = 1 << 20;
    private const int MostRows = 2000;

    /// <summary>The header and the rows of a file of <c>data/paper</c>.</summary>
    /// <exception cref="WorkbenchException">The file is missing, too large or malformed.</exception>
    public static (IReadOnlyList<string> Columns, IReadOnlyList<PaperRow> Rows) Load(string file, string? data)
    {
        var path = Path.Combine(data ?? DataDirectory.Find(), "paper", file);
        try
        {
            return new FileInfo(path).Length <= MostBytes
                ? Read(file, File.ReadAllText(path))
                : throw new WorkbenchException($"{path} has more than {MostBytes} bytes; check it out again");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path} cannot be read ({wrong.Message}); check it out again", wrong);
        }
    }

    /// <summary>The header and the rows of a text.</summary>
    /// <exception cref="PaperDataException">It is malformed.</exception>
    public static (IReadOnlyList<string> Columns, IReadOnlyList<PaperRow> Rows) Read(string file, string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        if (lines.Length > MostRows)
        {
            throw new PaperDataException(file, MostRows + 1, "-", $"there are more than {MostRows} rows");
        }

        var columns = Cells(file, 1, lines[0]);
        if (columns.Count != columns.Distinct().Count())
        {
            throw new PaperDataException(file, 1, columns.GroupBy(c => c).First(c => c.Count() > 1).Key, "the header has this column twice");
        }

        return (columns, [.. lines.Skip(1).Select((line, i) => Row(file, i + 2, columns, Cells(file, i + 2, line)))]);
    }

    private static PaperRow Row(string file, int number, List<string> columns, List<string> cells) => cells.Count == columns.Count
        ? new PaperRow(file, number, columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))
        : throw new PaperDataException(
            file, number, columns[Math.Min(cells.Count, columns.Count - 1)], $"the row has {cells.Count} cells, not {columns.Count}; quote a cell that holds a comma");

    private static List<string> Cells(string file, int row, string line)
    {
        var cells = new List<string>();
        for (var at = 0; ;)
        {
            var end = at < line.Length && line[at] == '"' ? Closing(line, at) : line.IndexOf(',', at) is >= 0 and var comma ? comma : line.Length;
            var cell = end < 0 ? "" : line[at..end];
            var isQuoted = cell.StartsWith('"');
            if (end < 0 || (end < line.Length && line[end] != ',') || (!isQuoted && cell.Contains('"')))
            {
                throw new PaperDataException(file, row, $"{cells.Count + 1}", "its quotes do not match; double a quote within a cell, and quote the cell");
            }

            cells.Add(isQuoted ? cell[1..^1].Replace("\"\"", "\"") : cell);
            if (end == line.Length)
            {
                return cells;
            }

            at = end + 1;
        }
    }

    // One past the quote that ends the cell which begins here; -1 where none does.
    private static int Closing(string line, int start)
    {
        for (var i = start + 1; i < line.Length; i++)
        {
            if (line[i] != '"')
            {
                continue;
            }

            if (i + 1 == line.Length || line[i + 1] != '"')
            {
                return i + 1;
            }

            i++;
        }

        return -1;
    }
}

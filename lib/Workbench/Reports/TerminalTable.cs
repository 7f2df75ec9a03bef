using Sandglass.Display;
using Spectre.Console.Rendering;

namespace Workbench.Reports;

/// <summary>A table on the command line: numbers to the right, rules under the headings and above the totals, the legend beneath.</summary>
internal static class TerminalTable
{
    private const int NarrowestText = 13;

    /// <summary>A table as notebooks show it, as those of the command line are: headings begin with capitals.</summary>
    internal static Table Capitalized(this Table table) =>
        table with { Columns = [.. table.Columns.Select(column => (CellText.Capital(column.Heading), column.IsNumber))] };

    /// <summary>Writes the table. What a file says of itself may hold characters that would act on a terminal; they are not shown.</summary>
    /// <param name="table">The table.</param>
    /// <param name="output">Where to.</param>
    /// <param name="width">Characters of a line. A table that is wider even with folded columns is written in parts, each with the first column.</param>
    /// <param name="folded">The columns that are folded where the table is wider, the first first.</param>
    internal static void Write(this Table table, TextWriter output, int width = int.MaxValue, params ReadOnlySpan<int> folded)
    {
        table = table with { Rows = [.. table.Rows.Select(row => row.Select(Visible).ToArray())] };
        var narrow = Folded(table, width, folded);
        table = WidthOf(narrow) <= width || !HasParts(table, width) ? narrow : table;
        foreach (var (i, part) in Parts(table, width).Index())
        {
            output.Write(i > 0 ? Environment.NewLine : "");
            WritePart(part, output);
        }

        foreach (var line in table.Legend.Length > 0 ? Fold.Lines(table.Legend, width) : [])
        {
            output.WriteLine(line);
        }
    }

    private static Table Folded(Table table, int width, ReadOnlySpan<int> columns)
    {
        foreach (var column in columns)
        {
            var over = WidthOf(table) - width;
            if (over > 0)
            {
                var narrow = Math.Max(NarrowestText, WidthOf(table, column) - over);
                table = table with { Rows = [.. table.Rows.Select(row => row.Select((cell, i) => i == column ? string.Join('\n', Fold.Lines(cell, narrow)) : cell).ToArray())] };
            }
        }

        return table;
    }

    // Whether it can be written in parts as it is.
    private static bool HasParts(Table table, int width) =>
        Enumerable.Range(1, table.Columns.Count - 1).All(column => WidthOf(table, 0) + 1 + WidthOf(table, column) <= width);

    private static IEnumerable<Table> Parts(Table table, int width)
    {
        var (parts, used) = (new List<List<int>> { new() { 0 } }, WidthOf(table, 0));
        for (var column = 1; column < table.Columns.Count; column++)
        {
            var further = WidthOf(table, column) + 1;
            if (used + further > width && parts[^1].Count > 1)
            {
                parts.Add([0]);
                used = WidthOf(table, 0);
            }

            parts[^1].Add(column);
            used += further;
        }

        IReadOnlyList<T> Of<T>(IReadOnlyList<T> cells, List<int> part) => cells.Count == 0 ? cells : [.. part.Select(column => cells[column])];
        return parts.Select(part => table with
        {
            Columns = Of(table.Columns, part),
            Rows = [.. table.Rows.Select(row => Of(row, part))],
            Totals = Of(table.Totals, part),
        });
    }

    private static void WritePart(Table table, TextWriter output)
    {
        int[] widths = [.. Enumerable.Range(0, table.Columns.Count).Select(column => WidthOf(table, column))];
        var headerLines = table.Columns.Max(column => Lines(column.Heading).Length);
        string[] headings = [.. table.Columns.Select(column => new string('\n', headerLines - Lines(column.Heading).Length) + column.Heading)];
        string[] rules = [.. widths.Select(width => new string('─', width))];
        foreach (var row in (IEnumerable<IReadOnlyList<string>>)[headings, rules, .. table.Rows, .. table.Totals.Count == 0 ? [] : (string[][])[rules, [.. table.Totals]]])
        {
            var cells = row.Select(Lines).ToArray();
            for (var line = 0; line < cells.Max(cell => cell.Length); line++)
            {
                output.WriteLine(string.Join(' ', cells.Select((cell, i) => Padded(cell.ElementAtOrDefault(line) ?? "", widths[i], table.Columns[i].IsNumber))).TrimEnd());
            }
        }
    }

    private static string Padded(string text, int width, bool isNumber)
    {
        var blanks = new string(' ', Math.Max(0, width - WidthOf(text)));
        return isNumber ? blanks + text : text + blanks;
    }

    private static int WidthOf(Table table) => Enumerable.Range(0, table.Columns.Count).Sum(column => WidthOf(table, column)) + table.Columns.Count - 1;

    private static int WidthOf(Table table, int column) =>
        table.Rows.Append(table.Totals).Where(row => row.Count > column).SelectMany(row => Lines(row[column]))
            .Concat(Lines(table.Columns[column].Heading)).Max(WidthOf);

    // Places on a terminal: a Chinese character takes two. Letters and rules, which are nearly all there is, need no table.
    private static int WidthOf(string line) => line.All(c => c is < '\u0300' or (>= '─' and <= '╿')) ? line.Length : new Segment(line).CellCount();

    private static string Visible(string cell) => cell.Any(char.IsControl) ? string.Concat(cell.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : cell;

    private static string[] Lines(string text) => text.Split('\n');
}

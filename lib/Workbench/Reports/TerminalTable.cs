using Sandglass.Display;
using Spectre.Console;
using SpectreTable = Spectre.Console.Table;
using Table = Sandglass.Display.Table;

namespace Workbench.Reports;

/// <summary>A table on the command line: numbers to the right, rules under the headings and above the totals, the legend beneath.</summary>
internal static class TerminalTable
{
    // A table takes the width that it needs. On a narrower terminal its lines wrap, which loses nothing; Spectre would
    // squeeze the columns and break the numbers.
    private const int WidestTable = 1000;
    private const int NarrowestText = 16;

    /// <summary>A table as notebooks show it, as those of the command line are: headings begin with capitals.</summary>
    internal static Table Capitalized(this Table table) =>
        table with { Columns = [.. table.Columns.Select(column => (CellText.Capital(column.Heading), column.IsNumber))] };

    /// <summary>Writes the table. What a file says of itself may hold characters that would act on a terminal; they are not shown.</summary>
    /// <param name="table">The table.</param>
    /// <param name="output">Where to.</param>
    /// <param name="width">Characters of a line.</param>
    /// <param name="folded">The columns that are folded where the table is wider, the first first.</param>
    internal static void Write(this Table table, TextWriter output, int width = WidestTable, params ReadOnlySpan<int> folded)
    {
        table = table with { Rows = [.. table.Rows.Select(row => row.Select(Visible).ToArray())] };
        foreach (var column in folded)
        {
            var over = Enumerable.Range(0, table.Columns.Count).Sum(i => WidthOf(table, i)) + table.Columns.Count - 1 - width;
            if (over > 0)
            {
                var narrow = Math.Max(NarrowestText, WidthOf(table, column) - over);
                table = table with { Rows = [.. table.Rows.Select(row => row.Select((cell, i) => i == column ? string.Join('\n', Fold.Lines(cell, narrow)) : cell).ToArray())] };
            }
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = WidestTable;
        console.Write(Ruled(table));
        foreach (var line in table.Legend.Length > 0 ? Fold.Lines(table.Legend, width) : [])
        {
            output.WriteLine(line);
        }
    }

    private static SpectreTable Ruled(Table table)
    {
        var ruled = new SpectreTable { Border = TableBorder.None };
        var headerLines = table.Columns.Max(column => Lines(column.Heading).Length);
        var rules = table.Columns.Select((_, i) => new string('─', WidthOf(table, i))).ToArray();
        foreach (var (i, (heading, isNumber)) in table.Columns.Index())
        {
            var above = new string('\n', headerLines - Lines(heading).Length);
            ruled.AddColumn(new TableColumn(new Text($"{above}{heading}\n{rules[i]}"))
            {
                NoWrap = true,
                Alignment = isNumber ? Justify.Right : Justify.Left,
                Padding = new Padding(0, 0, i + 1 < table.Columns.Count ? 1 : 0, 0),
            });
        }

        foreach (var row in table.Totals.Count == 0 ? table.Rows : [.. table.Rows, rules, table.Totals])
        {
            ruled.AddRow(row.Select(cell => new Text(cell)));
        }

        return ruled;
    }

    private static int WidthOf(Table table, int column) =>
        table.Rows.Append(table.Totals).Where(row => row.Count > column).SelectMany(row => Lines(row[column]))
            .Concat(Lines(table.Columns[column].Heading)).Max(line => line.Length);

    private static string Visible(string cell) => cell.Any(char.IsControl) ? string.Concat(cell.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : cell;

    private static string[] Lines(string text) => text.Split('\n');
}

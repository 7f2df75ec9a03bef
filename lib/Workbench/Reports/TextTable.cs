using Spectre.Console;

namespace Workbench.Reports;

/// <summary>A table of the command line: numbers to the right, rules under the headings and above the totals.</summary>
internal sealed class TextTable
{
    // A table takes the width that it needs. On a narrower terminal its lines wrap, which loses nothing; Spectre would
    // squeeze the columns and break the numbers.
    private const int WidestTable = 1000;
    private const int NarrowestText = 16;

    private readonly (string Header, bool IsNumber)[] _columns;
    private readonly List<string[]> _rows = [];
    private string[] _totals = [];

    private TextTable((string Header, bool IsNumber)[] columns) => _columns = columns;

    /// <summary>A table without rows.</summary>
    /// <param name="columns">Headings; one that starts with <c>#</c> is over numbers, and <c>\n</c> breaks it.</param>
    internal static TextTable Of(params string[] columns) =>
        new([.. columns.Select(c => (c.TrimStart('#'), c.StartsWith('#')))]);

    /// <summary>A table as notebooks show it, as a table of the command line; its legend is not part of it.</summary>
    internal static TextTable Of(Sandglass.Display.Table table)
    {
        var text = new TextTable([.. table.Columns.Select(column => (Capital(column.Heading), column.IsNumber))]);
        table.Rows.ToList().ForEach(row => text.Add([.. row]));
        return text;
    }

    // A symbol, such as p, stays as it is.
    private static string Capital(string heading) =>
        heading is [var first, not ' ', ..] ? char.ToUpperInvariant(first) + heading[1..] : heading;

    /// <summary>A row. What a file says of itself may hold characters that would act on a terminal; they are not shown.</summary>
    internal void Add(params string[] cells) => _rows.Add(Array.ConvertAll(cells, Visible));

    internal void AddTotals(params string[] cells) => _totals = cells;

    /// <summary>Writes the table within a width.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="width">Characters of a line.</param>
    /// <param name="folded">The columns that are folded where it is wider, the first first.</param>
    internal void Write(TextWriter output, int width, params ReadOnlySpan<int> folded)
    {
        foreach (var column in folded)
        {
            var over = Enumerable.Range(0, _columns.Length).Sum(WidthOf) + _columns.Length - 1 - width;
            if (over > 0)
            {
                var narrow = Math.Max(NarrowestText, WidthOf(column) - over);
                _rows.ForEach(row => row[column] = string.Join('\n', Fold.Lines(row[column], narrow)));
            }
        }

        Write(output);
    }

    internal void Write(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = WidestTable;
        console.Write(Build());
    }

    private Table Build()
    {
        var table = new Table { Border = TableBorder.None };
        var headerLines = _columns.Max(column => Lines(column.Header).Length);
        var rules = Enumerable.Range(0, _columns.Length).Select(i => new string('─', WidthOf(i))).ToArray();
        foreach (var ((header, isNumber), i) in _columns.Select((column, i) => (column, i)))
        {
            var above = new string('\n', headerLines - Lines(header).Length);
            table.AddColumn(new TableColumn(new Text($"{above}{header}\n{rules[i]}"))
            {
                NoWrap = true,
                Alignment = isNumber ? Justify.Right : Justify.Left,
                Padding = new Padding(0, 0, i + 1 < _columns.Length ? 1 : 0, 0),
            });
        }

        foreach (var row in _totals.Length == 0 ? _rows : [.. _rows, rules, _totals])
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        return table;
    }

    private int WidthOf(int column) =>
        _rows.Append(_totals).Where(row => row.Length > column).SelectMany(row => Lines(row[column])).Select(line => line.Length)
            .Concat(Lines(_columns[column].Header).Select(line => line.Length))
            .Max();

    private static string Visible(string cell) => cell.Any(char.IsControl) ? string.Concat(cell.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : cell;

    private static string[] Lines(string header) => header.Split('\n');
}

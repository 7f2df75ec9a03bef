using System.Text;
using Sandglass.Data;

namespace Sandglass.Display;

/// <summary>A table of words: columns with a heading, and cells. It has a form for each place where tables are read.</summary>
/// <param name="Columns">Heading of each column, <c>\n</c> where the command line breaks it, and whether it holds numbers, which stand to
/// the right.</param>
/// <param name="Rows">Cells by row, as many as there are columns.</param>
public sealed record Table(IReadOnlyList<(string Heading, bool IsNumber)> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const string Right = " align=\"right\"";
    private const string Left = " style=\"text-align:left\"";
    private const string LeftHeading = " align=\"left\"" + Left;

    /// <summary>A last row that the command line sets apart; empty for none.</summary>
    public IReadOnlyList<string> Totals { get; init; } = [];

    /// <summary>What stands beneath, <c>\n</c> between its lines, in every form but CSV; empty for nothing.</summary>
    public string Legend { get; init; } = "";

    // In one line.
    private string[] Headings => [.. Columns.Select(column => column.Heading.Replace('\n', ' '))];
    private bool HasHeadings => Columns.Any(column => column.Heading.Length > 0);
    private string[] LegendLines => Legend.Length > 0 ? Legend.Split('\n') : [];
    private IEnumerable<IReadOnlyList<string>> AllRows => Totals.Count > 0 ? Rows.Append(Totals) : Rows;

    /// <summary>A table of headings and rows.</summary>
    /// <param name="headings">Headings; one that starts with <c>#</c> is over numbers.</param>
    /// <param name="rows">Cells by row.</param>
    public static Table Of(IEnumerable<string> headings, params IEnumerable<IReadOnlyList<string>> rows) =>
        new([.. headings.Select(heading => (heading.TrimStart('#'), heading.StartsWith('#')))], [.. rows]);

    /// <summary>A table of two columns without headings: what and how much.</summary>
    /// <param name="facts">A row each.</param>
    internal static Table Facts(params IEnumerable<(string What, string Value)> facts) =>
        Of(["", ""], facts.Select(fact => new[] { fact.What, fact.Value }));

    /// <summary>The table without columns that have nothing in any row.</summary>
    internal Table WithoutEmptyColumns()
    {
        int[] kept = [.. Enumerable.Range(0, Columns.Count).Where(column => Rows.Any(row => row[column].Length > 0))];
        return this with { Columns = [.. kept.Select(i => Columns[i])], Rows = [.. Rows.Select(row => kept.Select(i => row[i]).ToArray())] };
    }

    /// <summary>The table as plain text in columns, without an end of line at its end.</summary>
    public string ToText()
    {
        var widths = Columns.Select((column, i) => AllRows.Select(row => row[i].Length).Append(column.Heading.Length).Max()).ToArray();
        var lines = AllRows.Select(row => Line(row, widths));
        lines = HasHeadings ? lines.Prepend(Line(Headings, widths)) : lines;
        return string.Join('\n', lines.Concat(LegendLines));
    }

    /// <summary>The table as HTML for a notebook. Numbers stand right by an attribute, because GitHub drops styles; words stand left
    /// by a style, because Jupyter's own style sheet overrules the attribute.</summary>
    public string ToHtml()
    {
        var head = HasHeadings ? $"<thead>{Row("th", Headings)}</thead>\n" : "";
        return $"<table>\n{head}<tbody>\n{string.Concat(AllRows.Select(row => Row("td", row) + "\n"))}</tbody>\n</table>\n{Paragraphs("<p>")}";

        string Row(string tag, IReadOnlyList<string> cells) => "<tr>" + string.Concat(cells.Select((cell, i) =>
            $"<{tag}{(cell.Length == 0 ? "" : Columns[i].IsNumber ? Right : tag == "th" ? LeftHeading : Left)}>{HtmlText.Encode(cell)}</{tag}>")) + "</tr>";
    }

    /// <summary>The table as CSV (RFC 4180), lines ended by <c>\n</c>.</summary>
    public string ToCsv() => Csv.Write(Headings, AllRows);

    /// <summary>The table as HTML for a page with our style sheet, words left and numbers right. Headings and cells are HTML already, and the first cell of
    /// a row is its heading.</summary>
    /// <param name="attributes">Attributes of the table, with a space before; empty for none.</param>
    /// <param name="rowId">The id of a row; null for none.</param>
    /// <param name="group">The heading of the row's group, whose rows follow each other; null where there are no groups.</param>
    internal string ToPage(string attributes = "", Func<int, string>? rowId = null, Func<int, string>? group = null)
    {
        var html = new StringBuilder($"<div class=\"scroll\" tabindex=\"0\">\n<table{attributes}>\n<thead>\n<tr>");
        html.AppendJoin("", Columns.Select((column, i) => $"<th scope=\"col\"{Side(i)}>{column.Heading}</th>")).Append("</tr>\n</thead>\n");
        foreach (var rows in Rows.Index().GroupBy(row => group?.Invoke(row.Index)))
        {
            html.Append("<tbody>\n").Append(rows.Key is null ? "" : FormattableString.Invariant(
                $"<tr class=\"budget\"><th scope=\"rowgroup\" colspan=\"{Columns.Count}\">{rows.Key}</th></tr>\n"));
            foreach (var (index, cells) in rows)
            {
                html.Append(rowId is null ? "<tr>" : $"<tr id=\"{rowId(index)}\">").Append($"<th scope=\"row\">{cells[0]}</th>")
                    .AppendJoin("", cells.Skip(1).Select((cell, i) => $"<td{Side(i + 1)}>{cell}</td>")).Append("</tr>\n");
            }
            html.Append("</tbody>\n");
        }
        return html.Append($"</table>\n</div>\n{Paragraphs("<p class=\"note\">")}").ToString();

        // The first column names the row and stands left by itself.
        string Side(int column) => column > 0 && !Columns[column].IsNumber ? " class=\"words\"" : "";
    }

    private string Paragraphs(string start) => string.Concat(LegendLines.Select(line => $"{start}{HtmlText.Encode(line)}</p>\n"));

    private string Line(IReadOnlyList<string> cells, int[] widths) => string.Join("  ", Columns.Select((column, i) =>
        column.IsNumber ? cells[i].PadLeft(widths[i]) : cells[i].PadRight(widths[i]))).TrimEnd();
}

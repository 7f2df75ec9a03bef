using System.Text;

namespace Sandglass.Display.Formatters;

/// <summary>A small table of words, written as HTML or as text.</summary>
/// <param name="Columns">Heading of each column and whether it holds numbers, which stand to the right.</param>
/// <param name="Rows">Cells by row.</param>
internal sealed record Table(IReadOnlyList<(string Name, bool Number)> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>A table of two columns without headings: what and how much.</summary>
    public static Table Facts(params IReadOnlyList<(string What, string Value)> facts) =>
        new([("", false), ("", false)], [.. facts.Select(fact => new[] { fact.What, fact.Value })]);

    private bool HasHeadings => Columns.Any(column => column.Name.Length > 0);

    /// <summary>The table as HTML. Alignment is an attribute, because GitHub drops style sheets.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<table>\n");
        if (HasHeadings)
        {
            html.Append("<thead>").Append(Row("th", [.. Columns.Select(column => column.Name)])).Append("</thead>\n");
        }
        html.Append("<tbody>\n");
        foreach (var row in Rows)
        {
            html.Append(Row("td", row)).Append('\n');
        }
        return html.Append("</tbody>\n</table>\n").ToString();
    }

    /// <summary>The table as text in columns.</summary>
    public string ToText()
    {
        var widths = Columns.Select((column, i) => Rows.Select(row => row[i].Length).Append(column.Name.Length).Max()).ToArray();
        string Line(IReadOnlyList<string> cells) => string.Join("  ", cells.Select((cell, i) =>
            Columns[i].Number ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd();
        var lines = Rows.Select(Line);
        return string.Join('\n', HasHeadings ? lines.Prepend(Line([.. Columns.Select(column => column.Name)])) : lines);
    }

    private string Row(string tag, IReadOnlyList<string> cells) => "<tr>" + string.Concat(cells.Select((cell, i) =>
        $"<{tag} align=\"{(Columns[i].Number ? "right" : "left")}\">{HtmlText.Encode(cell)}</{tag}>")) + "</tr>";
}

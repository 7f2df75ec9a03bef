using System.Globalization;
using System.Text;

namespace Sandglass.Display.Pages;

/// <summary>The table of a network's page: a row an operator, and before those of a block one with what they come to together.</summary>
internal sealed class OperatorTable
{
    // What a bar is drawn for, percent.
    private const double LeastShare = 0.5;

    private readonly IReadOnlyList<OperatorRow> _rows;
    private readonly IReadOnlyList<OperatorColumn> _columns;
    private readonly IReadOnlyList<IReadOnlyList<string>> _groups;
    private readonly double[] _wholes;
    private readonly StringBuilder _html = new();

    /// <param name="rows">The operators.</param>
    /// <param name="columns">The columns of numbers.</param>
    /// <param name="groups">For each operator the groups that it is in.</param>
    internal OperatorTable(IReadOnlyList<OperatorRow> rows, IReadOnlyList<OperatorColumn> columns, IReadOnlyList<IReadOnlyList<string>> groups)
    {
        (_rows, _columns, _groups) = (rows, columns, groups);
        _wholes = [.. columns.Select(column => column.Together(rows) ?? 0)];
    }

    /// <summary>The element.</summary>
    internal string ToHtml()
    {
        _html.Append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of operators\">\n<table id=\"operators\">\n<thead>\n");
        Head();
        _html.Append("</thead>\n<tbody>\n");
        Rows(0, _rows.Count, 0);
        return _html.Append("</tbody>\n<tfoot>\n<tr><th scope=\"row\">in all</th><td></td><td></td>")
            .AppendJoin("", _columns.Select(column => $"<td>{column.Text(column.Together(_rows))}</td>")).Append("</tr>\n</tfoot>\n</table>\n</div>\n").ToString();
    }

    // Precisions stand over their columns.
    private void Head()
    {
        _html.Append("<tr><th colspan=\"3\"></th>");
        foreach (var part in _columns.CountBy(column => column.Precision))
        {
            _html.Append(CultureInfo.InvariantCulture, $"<th scope=\"colgroup\" colspan=\"{part.Value}\">{part.Key}</th>");
        }

        _html.Append("</tr>\n<tr><th scope=\"col\">Operator</th><th scope=\"col\">Kind</th><th scope=\"col\">Output</th>")
            .AppendJoin("", _columns.Select(column => $"<th scope=\"col\">{column.Heading}{(column.Unit.Length > 0 ? $"<span class=\"unit\">{column.Unit}</span>" : "")}</th>")).Append("</tr>\n");
    }

    // Rows that follow each other and are in the same group at this depth stand under it; a group may come back later.
    private void Rows(int first, int end, int depth)
    {
        for (var i = first; i < end;)
        {
            if (_groups[i].Count <= depth)
            {
                Row(i, depth);
                i++;
                continue;
            }

            var next = i + 1;
            while (next < end && _groups[next].Count > depth && _groups[next][depth] == _groups[i][depth])
            {
                next++;
            }

            Group(i, next, depth);
            Rows(i, next, depth + 1);
            i = next;
        }
    }

    private void Group(int first, int end, int depth)
    {
        var rows = _rows.Skip(first).Take(end - first).ToArray();
        var name = HtmlText.Encode(OperatorGroups.Within(_groups[first][depth], depth == 0 ? null : _groups[first][depth - 1]));
        Begin(depth, $" class=\"group\" data-rows=\"{end - first}\"");
        _html.Append(CultureInfo.InvariantCulture, $"<th scope=\"row\"><span class=\"fold\">{name}</span></th><td>{(rows.Length == 1 ? "1 operator" : $"{CellText.Whole(rows.Length)} operators")}</td><td>{HtmlText.Encode(rows[^1].Output)}</td>");
        Numbers(rows);
    }

    private void Row(int index, int depth)
    {
        var row = _rows[index];
        Begin(depth, FormattableString.Invariant($" id=\"operator{index}\""));
        _html.Append($"<th scope=\"row\">{HtmlText.Encode(OperatorGroups.Within(row.Name, _groups[index] is [.., var innermost] ? innermost : null))}</th><td>{HtmlText.Encode(row.Kind)}</td><td>{HtmlText.Encode(row.Output)}</td>");
        Numbers([row]);
    }

    private void Begin(int depth, string attributes) => _html.Append(CultureInfo.InvariantCulture, $"<tr data-depth=\"{depth}\" style=\"--depth:{depth}\"{attributes}>");

    // A bar behind a number is its share of the whole.
    private void Numbers(OperatorRow[] rows)
    {
        foreach (var (column, whole) in _columns.Zip(_wholes))
        {
            var number = column.Together(rows);
            var share = whole > 0 && number is { } known ? 100 * known / whole : 0;
            _html.Append(share >= LeastShare ? FormattableString.Invariant($"<td style=\"--share:{share:0.#}%\">") : "<td>").Append(column.Text(number)).Append("</td>");
        }

        _html.Append("</tr>\n");
    }
}

using System.Globalization;
using System.Text;
using Sandglass.Display.Style;
using Sandglass.Studies;

namespace Sandglass.Display.Pages;

/// <summary>The comparison as an HTML table, budgets apart, the families of a budget together.</summary>
internal static class ComparisonHtml
{
    private static readonly (string Name, string Unit)[] Columns =
    [
        ("Block", ""), ("Width", "×"), ("Seeds", ""), ("Test accuracy", "%"), ("Interval", "%"),
        ("Parameters", "k"), ("Multiply-adds", "M"), ("Time a run", "s"), ("Training", "images/s"),
    ];

    /// <summary>The table.</summary>
    public static string Table(IReadOnlyList<ComparisonRow> rows)
    {
        var html = new StringBuilder("<div class=\"scroll\">\n<table>\n<thead>\n<tr>");
        foreach (var (name, unit) in Columns)
        {
            html.Append($"<th scope=\"col\">{name}{(unit.Length > 0 ? $" <span class=\"unit\">{unit}</span>" : "")}</th>");
        }
        html.Append("</tr>\n</thead>\n");
        foreach (var budget in rows.GroupBy(r => r.Budget))
        {
            html.Append("<tbody>\n<tr class=\"budget\"><th scope=\"rowgroup\" ")
                .Append(CultureInfo.InvariantCulture, $"colspan=\"{Columns.Length}\">")
                .Append($"Budget {HtmlText.Encode(budget.Key)}</th></tr>\n");
            html.AppendJoin("", budget.OrderBy(r => r.Family).Select(Row)).Append("</tbody>\n");
        }
        var level = string.Create(CultureInfo.InvariantCulture, $"{100 * rows[0].TestAccuracy.Level:0.#}");
        return html.Append("</table>\n</div>\n<p class=\"note\">Test accuracy: mean over seeds, with its ")
            .Append($"{level} % t interval where there is more than one seed. Multiply-adds of one image, counted over ")
            .Append("convolutions and linear layers. Time and speed: median over runs.</p>\n")
            .ToString();
    }

    private static string Row(ComparisonRow row)
    {
        var style = FamilyPalette.For(row.Family);
        var interval = double.IsFinite(row.TestAccuracy.Low)
            ? $"{Number(100 * row.TestAccuracy.Low, "0.00")} to {Number(100 * row.TestAccuracy.High, "0.00")}"
            : "–";
        string[] cells =
        [
            Number(row.Width, "0.000"),
            Number(row.TestAccuracies.Count, "0"),
            $"<strong>{Number(100 * row.TestAccuracy.Mean, "0.00")}</strong>",
            interval,
            Number(row.Parameters / 1e3, "#,0.0"),
            Number(row.MultiplyAdds / 1e6, "#,0.00"),
            Number(row.SecondsPerRun, "#,0.0"),
            Number(row.TrainingImagesPerSecond, "#,0"),
        ];
        return $"<tr><th scope=\"row\">{FamilySwatch.Svg(style)}{style.Name}</th>"
            + string.Concat(cells.Select(c => $"<td>{c}</td>"))
            + "</tr>\n";
    }

    private static string Number(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";
}

using System.Globalization;
using Sandglass.Counting;
using Sandglass.Networks;
using Sandglass.Studies;
using Spectre.Console;

namespace Workbench.Reports;

/// <summary>How well the families meet the budgets, before anything is trained.</summary>
internal static class BudgetTable
{
    public static Table Of(IEnumerable<ComparisonRun> grid)
    {
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle("Budgets, matched by width") };
        table.AddColumns("budget", "family");
        foreach (var name in (string[])["width", "multiply-adds", "off by", "parameters"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var place in grid.DistinctBy(place => (place.Budget, place.Family)).OrderByDescending(p => p.Budget.MultiplyAdds).ThenBy(p => p.Family))
        {
            table.AddRow(
                place.Budget.Name,
                FamilyBlocks.Name(place.Family),
                Text($"{place.Match.Width:0.0000}"),
                Text($"{place.Match.Actual:n0}"),
                Text($"{100 * place.Match.Residual:+0.00;-0.00} %"),
                Text($"{Counter.Count(place.Match.Plan).Parameters:n0}"));
        }

        return table;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

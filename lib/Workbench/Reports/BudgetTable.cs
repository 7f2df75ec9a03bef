using System.Globalization;
using Sandglass.Counting;
using Sandglass.Networks;
using Sandglass.Studies;

namespace Workbench.Reports;

/// <summary>How well the families meet the budgets, before anything is trained.</summary>
internal static class BudgetTable
{
    public static TextTable Of(IEnumerable<ComparisonRun> grid)
    {
        var table = TextTable.Of("Budget", "Family", "#Width", "#Multiply-adds", "#Off by", "#Parameters");
        var places = grid.DistinctBy(place => (place.Budget, place.Family))
            .OrderByDescending(place => place.Budget.MultiplyAdds).ThenBy(place => place.Family);
        foreach (var place in places)
        {
            table.Add(
                place.Budget.Name,
                FamilyBlocks.Name(place.Family),
                place.Match.Width.ToString("0.0000", CultureInfo.InvariantCulture),
                Wording.Grouped(place.Match.Actual),
                Wording.SignedPercent(place.Match.Residual),
                Wording.Grouped(Counter.Count(place.Match.Plan).Parameters));
        }

        return table;
    }
}

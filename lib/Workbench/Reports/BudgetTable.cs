using System.Globalization;
using Sandglass.Studies;

namespace Workbench.Reports;

/// <summary>How well the families meet the budgets, before anything is trained.</summary>
internal static class BudgetTable
{
    public static TextTable Of(Study study)
    {
        var table = TextTable.Of("Budget", "Arm", "#Width", "#Multiply-adds", "#Parameters", "#Off by");
        foreach (var arm in study.Arms)
        {
            table.Add(
                arm.Group,
                arm.Name,
                arm.Match.Width.ToString("0.0000", CultureInfo.InvariantCulture),
                Wording.Grouped(arm.Count.MultiplyAdds),
                Wording.Grouped(arm.Count.Parameters),
                Wording.SignedPercent(arm.Match.Residual));
        }

        return table;
    }
}

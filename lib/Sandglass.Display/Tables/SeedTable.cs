using System.Globalization;
using Sandglass.Studies;
using static Sandglass.Display.CellText;

namespace Sandglass.Display.Tables;

/// <summary>What every run of a study came to.</summary>
internal static class SeedTable
{
    /// <summary>The outcome of each run: a row an arm and a column a seed.</summary>
    /// <param name="record">A study whose outcome is a fraction.</param>
    public static Table Of(StudyRecord record)
    {
        var (outcome, seeds) = (record.Protocol.Outcome, record.Rows.Select(row => row.Seed).Distinct().Order().ToArray());
        var isChange = ComparedColumn.IsChange(outcome);
        return Table.Of(
            [ArmTables.GroupOf(record), "arm", .. seeds.Select(seed => $"#seed {seed.ToString(CultureInfo.InvariantCulture)}")],
            record.Rows.GroupBy(row => (row.Group, row.Arm)).Select(arm => (string[])
                [arm.Key.Group, arm.Key.Arm, .. seeds.Select(seed => Cell(arm.FirstOrDefault(row => row.Seed == seed)))])).WithoutEmptyColumns() with
        {
            Legend = $"{Capital(outcome.Replace('_', ' '))} of each run, in {(isChange ? "points" : "percent")}. Empty: there is no such run.",
        };

        string Cell(StudyRow? row) => row is null ? ""
            : row.Diverged ? "diverged"
            : Number(100 * row.Number(outcome), isChange ? "+0.00;−0.00;0.00" : "0.00");
    }
}

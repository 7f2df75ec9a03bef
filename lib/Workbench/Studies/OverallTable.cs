using Sandglass;
using Sandglass.Display;
using Sandglass.Runtime;
using Sandglass.Statistics;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>Each arm over all budgets of a study with many runs: one number that no single odd run decides.</summary>
internal static class OverallTable
{
    private const int FewestRuns = 12;

    /// <summary>The table, or null where no arm has several budgets and so many runs, or where a run diverged.</summary>
    public static Table? Of(StudyRecord record)
    {
        var arms = record.Rows.GroupBy(row => row.Arm)
            .Where(arm => record.Protocol.Outcome == "test_accuracy" && arm.Count() >= FewestRuns && arm.DistinctBy(row => row.Group).Count() > 1)
            .ToArray();
        if (arms.Length == 0 || record.Rows.Any(row => row.Diverged))
        {
            return null;
        }

        return Table.Of(
            ["Arm, all budgets", "#Runs", "#Interquartile mean %", "95 % over runs"],
            from arm in arms
            let budgets = arm.GroupBy(row => row.Group).Select(budget => budget.Select(row => row.TestAccuracy).ToArray()).ToArray()
            let mean = InterquartileMean.OfGroups(budgets, new RandomStreams(0).Open($"interquartile/{record.Protocol.Name}/{arm.Key}"))
            select (string[])[arm.Key, CellText.Whole(arm.Count()), Wording.Percent(mean.Mean), $"{Wording.Percent(mean.Low)} to {Wording.Percent(mean.High)}"]) with
        {
            Legend = "Interquartile mean: test accuracy over the middle half of all runs, every budget alike, with its 95 % bootstrap interval over runs.",
        };
    }
}

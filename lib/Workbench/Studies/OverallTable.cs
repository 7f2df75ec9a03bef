using Sandglass;
using Sandglass.Runtime;
using Sandglass.Statistics;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>Each arm over all budgets of a study with many runs: one number that no single odd run decides.</summary>
internal static class OverallTable
{
    private const int FewestRuns = 12;

    public const string Legend =
        "Interquartile mean: test accuracy over the middle half of all runs, every budget alike, with its 95 % bootstrap interval over runs.";

    /// <summary>The table, or null where no arm has several budgets and so many runs.</summary>
    public static TextTable? Of(StudyRecord record)
    {
        var arms = record.Rows.GroupBy(row => row.Arm)
            .Where(arm => record.Protocol.Outcome == "test_accuracy" && arm.Count() >= FewestRuns && arm.DistinctBy(row => row.Group).Count() > 1)
            .ToArray();
        if (arms.Length == 0)
        {
            return null;
        }

        var table = TextTable.Of("Arm, all budgets", "#Runs", "#Interquartile mean %", "95 % over runs");
        foreach (var arm in arms)
        {
            double[][] budgets = [.. arm.GroupBy(row => row.Group).Select(group => group.Select(row => row.TestAccuracy).ToArray())];
            var mean = InterquartileMean.OfGroups(budgets, new RandomStreams(0).Open($"interquartile/{record.Protocol.Name}/{arm.Key}"));
            table.Add(arm.Key, Wording.Grouped(arm.Count()), Wording.Percent(mean.Mean), $"{Wording.Percent(mean.Low)} to {Wording.Percent(mean.High)}");
        }

        return table;
    }
}

using System.Globalization;
using Sandglass.Display;
using Sandglass.Runtime;
using Sandglass.Statistics;
using Sandglass.Studies;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>How far the verdicts of a recorded study can be trusted: power and error rates at its seeds, by simulation.</summary>
internal static class StudyPower
{
    /// <param name="name">The study.</param>
    /// <param name="seeds">Seeds to simulate; null takes those of the record.</param>
    /// <param name="output">Where it is written.</param>
    public static int Write(string name, int? seeds, TextWriter output)
    {
        var record = StudyStatus.Recorded(name);
        var table = Table.Of(
            ["Family", "#Comparisons", "#Seeds", "#Spread", "#Margin found", "#Equal found", "#False difference", "#False equality"],
            from family in ComparisonOutcome.Of(record).GroupBy(outcome => outcome.Planned.IsPrimary)
            let power = VerdictPower.Simulate(
                seeds ?? family.Min(outcome => outcome.Test.Pairs),
                Math.Sqrt(family.Average(outcome => outcome.Test.Spread * outcome.Test.Spread)),
                record.Protocol.Margin,
                family.Count(),
                new RandomStreams(0).Open($"power/{name}"))
            select (string[])
            [
                family.Key ? "primary" : "other",
                CellText.Whole(power.Tests),
                CellText.Whole(power.Seeds),
                Wording.Points(power.Spread),
                Percent(power.FoundMargin),
                Percent(power.FoundEquivalent),
                Percent(power.FalseDifference),
                Percent(power.FalseEquivalence),
            ]);
        table.Write(output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Simulated with normal differences of this spread (root mean square over the comparisons, points).
            Margin found: comparisons called ahead where the first is better by exactly the margin of {100 * record.Protocol.Margin:0.0} points. Equal found: called equal within the margin where both are equal.
            False difference, false equality: families with any such verdict where all arms are equal, or all differ by one margin.
            """));
        return 0;
    }

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);
}

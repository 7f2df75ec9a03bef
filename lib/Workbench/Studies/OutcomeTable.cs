using System.Globalization;
using Sandglass;
using Sandglass.Statistics;
using Sandglass.Studies;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>What the planned comparisons of a study came to.</summary>
internal static class OutcomeTable
{
    /// <summary>What the columns mean; stands beneath the table.</summary>
    public static string Legend(StudyRecord record) => string.Create(CultureInfo.InvariantCulture, $"""
        Difference: {record.Protocol.Outcome.Replace('_', ' ')} of the first minus the second, points, with its 95 % t interval over paired seeds.
        Images: the same difference with its 95 % bootstrap interval over test images.
        p: of no difference, and of a difference of {100 * record.Protocol.Margin:0.0} points or more (the margin); Holm-corrected, primary (*) and other comparisons apart.
        Needed: seeds that decide with a chance of 80 % at this spread.
        """);

    public static TextTable Of(IEnumerable<ComparisonOutcome> outcomes)
    {
        var table = TextTable.Of(
            "Group", "Comparison", "#Seeds", "#Difference", "95 % over seeds", "95 % over images", "#p none", "#p margin", "Verdict", "#Needed");
        foreach (var outcome in outcomes)
        {
            table.Add(
                outcome.Planned.Group,
                $"{outcome.Planned.First} − {outcome.Planned.Second}{(outcome.Planned.IsPrimary ? " *" : "")}",
                Wording.Grouped(outcome.Test.Pairs),
                Wording.Points(outcome.Test.Difference.Mean),
                Bounds(outcome.Test.Difference),
                outcome.Images is { } images ? Bounds(images) : "",
                P(outcome.DifferenceP, outcome.Test),
                P(outcome.EquivalenceP, outcome.Test),
                outcome.Verdict.ToString().ToLowerInvariant(),
                outcome.SeedsToDecide is { } seeds ? Wording.Grouped(seeds) : "");
        }

        return table;
    }

    private static string Bounds(Interval interval) =>
        double.IsNaN(interval.Low) ? "" : $"{Wording.Points(interval.Low)} to {Wording.Points(interval.High)}";

    private static string P(double p, PairedTest test) =>
        test.Pairs < 2 ? "" : p < 0.001 ? "<0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);
}

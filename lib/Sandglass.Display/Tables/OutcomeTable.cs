using Sandglass.Statistics;
using Sandglass.Studies;
using static Sandglass.Display.CellText;

namespace Sandglass.Display.Tables;

/// <summary>What comparisons came to, the verdict first.</summary>
internal static class OutcomeTable
{
    /// <summary>The table, with what its words and columns mean beneath it.</summary>
    /// <param name="outcomes">The comparisons, of one study and column.</param>
    public static Table Of(IReadOnlyList<ComparisonOutcome> outcomes) => Of(outcomes, Name, outcome => []);

    /// <summary>The same with the groups in a column of their own, before the others.</summary>
    /// <param name="outcomes">The comparisons, of one study and column.</param>
    /// <param name="group">What groups are called.</param>
    public static Table ByGroup(IReadOnlyList<ComparisonOutcome> outcomes, string group) => Of(outcomes, Pair, outcome => [outcome.Planned.Group], group);

    private static Table Of(IReadOnlyList<ComparisonOutcome> outcomes, Func<ComparisonOutcome, string> name, Func<ComparisonOutcome, string[]> before, params string[] headings) => Table.Of(
        [.. headings, "comparison", "verdict", "#seeds", "#difference", "#95 % over seeds", "#95 % over images", "#p of none", "#p of the margin", "#seeds to decide"],
        outcomes.Select(outcome => (string[])[.. before(outcome), name(outcome), .. Cells(outcome)])) with
    {
        Legend = outcomes.Count == 0 ? "" : Legend(outcomes),
    };

    /// <summary>What was compared, with its group before it where there is one.</summary>
    internal static string Name(ComparisonOutcome outcome) => outcome.Planned.Group is { Length: > 0 } group ? $"{group}: {Pair(outcome)}" : Pair(outcome);

    /// <summary>The two arms; a primary comparison has a star.</summary>
    internal static string Pair(ComparisonOutcome outcome) => $"{outcome.Planned.First} − {outcome.Planned.Second}{(outcome.Planned.IsPrimary ? " *" : "")}";

    /// <summary>The interval over seeds.</summary>
    internal static string Bounds(ComparisonOutcome outcome) => Bounds(outcome, outcome.Test.Difference);

    private static string[] Cells(ComparisonOutcome outcome) =>
    [
        outcome.Words,
        Whole(outcome.Test.Pairs),
        outcome.Column.Signed(outcome.Test.Difference.Mean),
        Bounds(outcome),
        outcome.Images is { } images ? Bounds(outcome, images) : "",
        P(outcome, outcome.DifferenceP),
        P(outcome, outcome.EquivalenceP),
        outcome.SeedsToDecide is { } seeds ? Whole(seeds) : "",
    ];

    private static string Legend(IReadOnlyList<ComparisonOutcome> outcomes) => $"""
        {ComparisonOutcome.Legend(outcomes)}
        Difference: the first minus the second in {string.Join(", ", outcomes.Select(What).Distinct())}, paired by seed, with 95 % intervals: of t over seeds, and by resampling test images.
        p: of no difference, and of a difference as large as the margin, corrected; primary comparisons (*) and others apart. Seeds to decide: with a chance of 80 % at this spread.
        """.ReplaceLineEndings("\n");

    private static string What(ComparisonOutcome outcome) => outcome.Column.Unit switch
    {
        DifferenceUnit.Points => $"points of {outcome.Column.Words}",
        DifferenceUnit.Percent => $"percent of the second's {outcome.Column.Words}, by logarithms",
        _ => outcome.Column.Words,
    };

    private static string Bounds(ComparisonOutcome outcome, Interval interval) =>
        double.IsFinite(interval.Low) ? outcome.Column.Bounds(interval) : "one seed";

    // Correction takes a test that could not be made for one that found nothing.
    private static string P(ComparisonOutcome outcome, double p) => outcome.Test.Pairs < 2 ? "" : PValue.Text(p);
}

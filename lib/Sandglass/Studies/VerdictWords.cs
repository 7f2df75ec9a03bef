using Sandglass.Statistics;

namespace Sandglass.Studies;

/// <summary>
/// The words for what a comparison found. Three things are asked, whether there is a difference, whether it is smaller
/// than the margin and whether it is larger, and the first can be shown with either of the others; the words say whatever is shown.
/// </summary>
internal static class VerdictWords
{
    private const string Undecided = "undecided";

    public static string Of(ComparisonOutcome outcome) => outcome switch
    {
        { Verdict: Verdict.Undecided } => Undecided,
        { Verdict: Verdict.Equivalent } => "equal within the margin",
        { IsWithinMargin: true } => $"{Side(outcome)} by {Size(outcome)}, less than the margin",
        { IsBeyondMargin: true } => $"{Side(outcome)} by {Size(outcome)}, more than the margin",
        _ => $"{Side(outcome)} by {Size(outcome)}",
    };

    public static string Short(ComparisonOutcome outcome) => outcome switch
    {
        { Verdict: Verdict.Undecided } => Undecided,
        { Verdict: Verdict.Equivalent } => "equal within margin",
        { IsWithinMargin: true } => $"{Side(outcome)} within margin",
        { IsBeyondMargin: true } => $"{Side(outcome)} beyond margin",
        _ => Side(outcome),
    };

    public static string Legend(IReadOnlyCollection<ComparisonOutcome> outcomes)
    {
        static string Joined(IEnumerable<string> words) => string.Join(" or ", words.Distinct());
        return $"Verdict: {Joined(outcomes.Select(outcome => outcome.Column.IsOutcome ? "ahead or behind" : "higher or lower"))} where a difference is found, "
            + $"\"less than the margin\" where it is also shown to be smaller than {Joined(outcomes.Select(outcome => outcome.Column.Size(outcome.Test.Margin)))}, \"more\" where larger; equal "
            + "within the margin where it is shown to be smaller and no difference is found; undecided where neither is shown.\n"
            + "Verdicts are corrected for the number of comparisons (Holm), intervals are not.";
    }

    private static string Side(ComparisonOutcome outcome) => (outcome.Test.Difference.Mean > 0, outcome.Column.IsOutcome) switch
    {
        (true, true) => "ahead",
        (false, true) => "behind",
        (true, false) => "higher",
        _ => "lower",
    };

    private static string Size(ComparisonOutcome outcome) => outcome.Column.Size(outcome.Test.Difference.Mean);
}

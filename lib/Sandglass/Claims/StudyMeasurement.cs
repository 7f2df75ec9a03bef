using System.Globalization;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Claims;

/// <summary>Asks a planned comparison of a recorded study, in whichever order it was planned.</summary>
/// <param name="Study">Name of the study.</param>
/// <param name="Group">Its group, such as <c>0.4x</c>.</param>
/// <param name="First">The arm said to be more accurate, or not less.</param>
/// <param name="Second">The other arm.</param>
/// <param name="Relation">Which of the two.</param>
/// <param name="PublishedGain">The paper's gain in accuracy, as a fraction; null where it states none.</param>
public sealed record StudyMeasurement(
    string Study, string Group, string First, string Second, ProxyRelation Relation, double? PublishedGain) : ProxyMeasurement
{
    /// <inheritdoc/>
    public override ProxyAnswer Ask(RecordedOutcomes recorded)
    {
        if (recorded.Study(Study) is not { } outcomes)
        {
            return new ProxyAnswer(ProxyVerdict.NotRecorded, "", $"Not recorded yet: run workbench study run {Study} --record.");
        }

        var (outcome, isTurned) = Find(outcomes, First, Second) is { } planned ? (planned, false)
            : Find(outcomes, Second, First) is { } turned ? (turned, true)
            : throw new WorkbenchException($"the recorded study '{Study}' compares no {First} with {Second} at {Group}; correct data/paper/claims.csv or record it anew");
        var found = (isTurned, outcome.Verdict) switch
        {
            (true, Verdict.Ahead) => Verdict.Behind,
            (true, Verdict.Behind) => Verdict.Ahead,
            _ => outcome.Verdict,
        };
        var margin = outcome.Test.Margin;
        var verdict = ProxyRule.Of(Relation, found, margin, PublishedGain);
        var seeds = found == Verdict.Undecided ? outcome.SeedsToDecide : null;
        return new ProxyAnswer(
            verdict,
            Difference(Group, outcome.Test, isTurned ? -1 : 1),
            $"{First} − {Second} at {Group}: {ProxyRule.Why(found, margin, PublishedGain, verdict, seeds)}.",
            seeds);
    }

    private ComparisonOutcome? Find(IReadOnlyList<ComparisonOutcome> outcomes, string first, string second) =>
        outcomes.FirstOrDefault(outcome => outcome.Planned.Group == Group && outcome.Planned.First == first && outcome.Planned.Second == second);

    internal static string Difference(string heading, PairedTest test, int sign)
    {
        var (mean, ends) = (sign * test.Difference.Mean, new[] { sign * test.Difference.Low, sign * test.Difference.High }.Order().ToArray());
        return test.Pairs < 2
            ? $"{heading}: {MillionsText.Points(mean)} points (one seed)"
            : string.Create(CultureInfo.InvariantCulture, $"{heading}: {MillionsText.Points(mean)} points ({MillionsText.Points(ends[0])} to {MillionsText.Points(ends[1])}, {test.Pairs} seeds)");
    }
}

using Sandglass.Statistics;

namespace Sandglass.Claims;

/// <summary>Asks one column of a recorded study of whichever kind, such as the mAP of detectors.</summary>
/// <param name="Study">Name of the study.</param>
/// <param name="Column">The column of its runs, as fractions in [0, 1].</param>
/// <param name="First">The arm said to have more, or not less.</param>
/// <param name="Second">The other arm.</param>
/// <param name="Relation">Which of the two.</param>
/// <param name="PublishedGain">The paper's gain, as a fraction; null where it states none.</param>
public sealed record ValueMeasurement(
    string Study, string Column, string First, string Second, ProxyRelation Relation, double? PublishedGain) : ProxyMeasurement
{
    /// <inheritdoc/>
    public override ProxyAnswer Ask(RecordedOutcomes recorded)
    {
        if (recorded.Values(Study, Column) is not { } values)
        {
            return new ProxyAnswer(ProxyVerdict.NotRecorded, "", $"Not recorded yet: data/studies holds no study '{Study}'.");
        }

        var (test, found) = values.Verdict(First, Second) ?? throw new WorkbenchException(
            $"the recorded study '{Study}' has no seed of both {First} and {Second}; correct data/paper/claims.csv or record it anew");
        var verdict = ProxyRule.Of(Relation, found, test.Margin, PublishedGain);
        int? seeds = found == Verdict.Undecided && !double.IsNaN(test.Spread) ? SeedsNeeded.ToDecide(test.Spread, test.Margin) : null;
        return new ProxyAnswer(
            verdict,
            StudyMeasurement.Difference(Column, test, 1),
            $"{First} − {Second}, {Column}: {ProxyRule.Why(found, test.Margin, PublishedGain, verdict, seeds)}.",
            seeds);
    }
}

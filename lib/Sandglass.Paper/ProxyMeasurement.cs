using System.Globalization;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Paper;

/// <summary>A recorded measurement that tests one of our own sentences.</summary>
internal abstract record ProxyMeasurement
{
    /// <summary>Asks the records.</summary>
    /// <param name="recorded">What was recorded.</param>
    /// <exception cref="WorkbenchException">A record cannot be read, or does not hold what is asked for.</exception>
    public abstract ProxyAnswer Ask(RecordedOutcomes recorded);

    /// <summary>Asks at which differences the verdict would be another, and with how many seeds.</summary>
    /// <param name="recorded">What was recorded.</param>
    /// <exception cref="WorkbenchException">A record cannot be read, or does not hold what is asked for.</exception>
    public abstract ProxyChange WhatWouldChange(RecordedOutcomes recorded);
}

/// <summary>Asks two arms of a recorded study.</summary>
/// <param name="Study">Name of the study.</param>
/// <param name="Of">What of it: a planned comparison, or a column of its runs.</param>
/// <param name="First">The arm said to be more accurate, or not less.</param>
/// <param name="Second">The other arm.</param>
/// <param name="Relation">Which of the two.</param>
/// <param name="Published">The paper's gain; null where it states none.</param>
internal sealed record StudyMeasurement(
    string Study, StudyPart Of, string First, string Second, ProxyRelation Relation, PublishedGain? Published) : ProxyMeasurement
{
    /// <inheritdoc/>
    public override ProxyAnswer Ask(RecordedOutcomes recorded)
    {
        if (recorded.Difference(Study, Of, First, Second) is not { } found)
        {
            return new ProxyAnswer(ProxyVerdict.NotRecorded, "", $"Not recorded yet: {Of.Missing(Study)}.");
        }

        var published = Published?.At(found.Reference);
        var verdict = Judge(found, published);
        // Only a number that is not reached: runs that are there did not decide.
        var seeds = verdict == ProxyVerdict.Undecided && ProxyRule.SeedsToDecide(found, published) is { } enough && enough > found.Test.Pairs ? enough : (int?)null;
        var wouldDecide = seeds is { } number ? string.Create(CultureInfo.InvariantCulture, $"; {number} seeds would decide with a chance of 80 %") : "";
        return new ProxyAnswer(verdict, Ours(found), $"{Study}, {First} − {Second}{Of.Words}: {ProxyRule.Why(found, published)}{wouldDecide}.", seeds)
        {
            IsSmallerThanPublished = verdict == ProxyVerdict.Supported && found.Corrected.High < published,
        };
    }

    /// <inheritdoc/>
    public override ProxyChange WhatWouldChange(RecordedOutcomes recorded)
    {
        if (recorded.Difference(Study, Of, First, Second) is not { } found)
        {
            return new ProxyChange(Named, ProxyVerdict.NotRecorded, "", Of.Missing(Study), 0, null);
        }

        var (published, mean) = (Published?.At(found.Reference), found.Test.Difference.Mean);
        return new ProxyChange(
            Named,
            Judge(found, published),
            found.Column.Signed(mean),
            found.Test.Pairs < 2 ? "any, with a second seed" : VerdictRange.Words(Ranges(found), mean, found.Column.Signed),
            found.Test.Pairs,
            ProxyRule.SeedsToDecide(found, published));
    }

    /// <summary>The verdict at every mean difference, all else as it was found.</summary>
    /// <param name="found">The comparison, of two seeds or more.</param>
    internal IReadOnlyList<VerdictRange> Ranges(ComparisonOutcome found)
    {
        var (published, quantiles) = (Published?.At(found.Reference), new StudentQuantiles());
        return VerdictRange.Of(difference => Judge(found.At(difference, quantiles), published), found.Test.Margin);
    }

    private string Named => $"{Study}: {Words}";

    private ProxyVerdict Judge(ComparisonOutcome found, double? published) =>
        ProxyRule.Of(Relation, found.Corrected, found.Verdict, found.Test.Margin, published);

    /// <summary>What the sentence says, such as <c>sandglass &gt; inverted at 0.4x</c>.</summary>
    internal string Words => $"{First} {(Relation == ProxyRelation.More ? ">" : ">=")} {Second}{Of.Words}";

    private string Ours(ComparisonOutcome found)
    {
        var mean = found.Column.Signed(found.Test.Difference.Mean);
        var unit = found.Column.Unit switch { DifferenceUnit.Points => " points", DifferenceUnit.Percent => " %", _ => "" };
        return found.Test.Pairs < 2
            ? $"{Study}, {Of.Name}: {mean}{unit} (one seed)"
            : string.Create(CultureInfo.InvariantCulture, $"{Study}, {Of.Name}: {mean}{unit} ({found.Column.Bounds(found.Test.Difference)}, {found.Test.Pairs} seeds)");
    }
}

/// <summary>What of a study is asked.</summary>
/// <param name="Name">A group whose comparisons were planned, such as <c>0.4x</c>, or a column of its runs, such as <c>map</c>, or
/// <c>column/arm</c>: what the other arm saves of it, as a ratio.</param>
/// <param name="IsColumn">Whether it is a column, of a study of whichever kind.</param>
internal readonly record struct StudyPart(string Name, bool IsColumn)
{
    /// <summary>The arm of which a share is saved; null where nothing is.</summary>
    public string? Whole => IsColumn && Name.Split('/') is [_, var arm] ? arm : null;

    /// <summary>The column that is compared; a saving by its logarithms.</summary>
    public string Column => Whole is null ? Name : ComparedColumn.LogarithmOf(Name.Split('/')[0]);

    public string Words => IsColumn ? $", {Name}" : $" at {Name}";

    public string Missing(string study) =>
        IsColumn ? $"data/studies holds no study '{study}'" : $"run workbench study run {study} --record";
}

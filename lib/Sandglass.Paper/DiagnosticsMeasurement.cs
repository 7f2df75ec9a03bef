using System.Globalization;
using Sandglass.Analysis.Gradients;
using Sandglass.Studies;
using Sandglass.Studies.Diagnostics;

namespace Sandglass.Paper;

/// <summary>What is measured inside a network.</summary>
internal enum DiagnosticsQuantity
{
    /// <summary>How much the gradients of mini-batches point against each other (Sankararaman et al. 2020).</summary>
    GradientConfusion,

    /// <summary>What a block's representation loses of its input.</summary>
    InformationLoss,
}

/// <summary>
/// Asks what was measured inside the networks of the study <c>inside</c>: gradient confusion, or what a representation
/// keeps. Neither the paper nor its code measures these; both are arguments by citation there. Confusion is the median
/// cosine between gradients of mini-batches, after the last epoch and at equal loss: the higher, the less confusion. What
/// is kept is the accuracy of linear probes at equal dimension, on average over depth. A sentence is supported where all
/// intervals lie on its side, contradicted where one lies on the other; together they have a level of 95 % (Bonferroni).
/// </summary>
/// <param name="Quantity">What is measured.</param>
/// <param name="First">The arm said to have less of it.</param>
/// <param name="Second">The other arm.</param>
internal sealed record DiagnosticsMeasurement(DiagnosticsQuantity Quantity, string First, string Second) : ProxyMeasurement
{
    private const string Study = "inside";
    private const double Alpha = 0.05;

    /// <inheritdoc/>
    public override ProxyAnswer Ask(RecordedOutcomes recorded)
    {
        if (recorded.Record(Study) is not { } record)
        {
            return new ProxyAnswer(ProxyVerdict.NotRecorded, "", $"Not recorded yet: {Missing}.");
        }

        var differences = Found(record);
        return new ProxyAnswer(Judge(differences), string.Join("; ", differences.Select(Ours)), Why(differences));
    }

    /// <inheritdoc/>
    public override ProxyChange WhatWouldChange(RecordedOutcomes recorded)
    {
        var sentence = $"{Study}: {First} < {Second}, {(IsOfProbes ? "information loss" : "gradient confusion")}";
        if (recorded.Record(Study) is not { } record)
        {
            return new ProxyChange(sentence, ProxyVerdict.NotRecorded, "", Missing, 0, null);
        }

        var differences = Found(record);
        var ranges = VerdictRange.Of(shift => Judge(differences, shift), differences.Max(item => item.Difference.Difference.High - item.Difference.Difference.Low));
        return new ProxyChange(
            sentence,
            Judge(differences),
            $"{Number(differences.Min(item => item.Difference.Difference.Mean))} to {Number(differences.Max(item => item.Difference.Difference.Mean))}",
            $"if all are moved: {VerdictRange.Words(ranges, 0, Number)}",
            differences.Min(item => item.Difference.Seeds.Count),
            null);
    }

    private static string Missing => $"run workbench study run {Study} --record";

    private List<(string When, ObservedDifference Difference)> Found(StudyRecord record)
    {
        var (first, second) = (FamilyOf(record, First), FamilyOf(record, Second));
        var count = Differences(record, first, second, 1 - Alpha).Count;
        var differences = Differences(record, first, second, 1 - (Alpha / Math.Max(1, count)));
        if (count == 0 || differences.Any(item => double.IsNaN(item.Difference.Difference.Low)))
        {
            throw new WorkbenchException($"the recorded study '{Study}' has no table of {Words} with two seeds of {First} and {Second}; record it again");
        }

        return differences;
    }

    // As if all of them were larger by a shift.
    private static ProxyVerdict Judge(List<(string When, ObservedDifference Difference)> differences, double shift = 0)
    {
        int[] signs = [.. differences.Select(item => Moved(item.Difference, shift).Sign)];
        return signs.All(sign => sign > 0) ? ProxyVerdict.Supported
            : signs.Any(sign => sign < 0) ? ProxyVerdict.Contradicted
            : ProxyVerdict.Undecided;
    }

    private static ObservedDifference Moved(ObservedDifference difference, double by) => difference with
    {
        Difference = difference.Difference with { Mean = difference.Difference.Mean + by, Low = difference.Difference.Low + by, High = difference.Difference.High + by },
    };

    private bool IsOfProbes => Quantity == DiagnosticsQuantity.InformationLoss;

    private string Words => IsOfProbes ? "linear probes" : "gradient confusion";

    // Above zero is on the side of the sentence: more agreement, more to read.
    private List<(string When, ObservedDifference Difference)> Differences(
        StudyRecord record, BlockFamily first, BlockFamily second, double level)
    {
        if (IsOfProbes)
        {
            var probes = record.Observed<LinearProbeRow>(LinearProbeRow.FileName);
            return [.. ObservedDifference.Of(probes, first, second, row => row.Accuracy, level).Select(d => ("", d))];
        }

        var rows = record.Observed<ConfusionRow>(ConfusionRow.FileName);
        var whole = rows.Where(row => row.Row.Source == ConfusionSource.Network && row.Row.Part == GradientGram.All).ToArray();
        var last = whole.Length == 0 ? 0 : whole.Max(row => row.Row.Epoch);
        var atEnd = ObservedDifference.Of(whole.Where(row => row.Row.Epoch == last), first, second, row => row.Median, level);
        var atLoss = ObservedDifference.Of(EqualLoss.Of(rows, row => row.Median), first, second, at => at.Value, level);
        return [.. atEnd.Select(d => ($", epoch {last}", d)), .. atLoss.Select(d => (", equal loss", d))];
    }

    private string Ours((string When, ObservedDifference Difference) item)
    {
        var (interval, seeds) = (item.Difference.Difference, item.Difference.Seeds.Count);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{item.Difference.Group}{item.When}: {Number(interval.Mean)}{(IsOfProbes ? " points" : "")} ({Number(interval.Low)} to {Number(interval.High)}, {seeds} seeds)");
    }

    private string Why(List<(string When, ObservedDifference Difference)> differences)
    {
        var what = IsOfProbes ? "accuracy of linear probes, mean over depth" : "median cosine between gradients of mini-batches";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{First} − {Second}, {what}: {differences.Count(d => d.Difference.Sign > 0)} of {differences.Count} intervals above zero, {differences.Count(d => d.Difference.Sign < 0)} below (95 % together).");
    }

    // Accuracies of probes in points, cosines as they are.
    private string Number(double value) => IsOfProbes ? NumberText.Points(value) : value.ToString("+0.000;−0.000", CultureInfo.InvariantCulture);

    private static BlockFamily FamilyOf(StudyRecord record, string arm) =>
        record.Rows.FirstOrDefault(row => row.Arm == arm)?.Family
        ?? throw new WorkbenchException($"the recorded study '{Study}' has no arm {arm}; correct data/paper/claims.csv or record it again");
}

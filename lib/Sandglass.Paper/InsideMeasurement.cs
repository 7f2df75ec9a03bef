using System.Globalization;
using Sandglass.Studies;
using Sandglass.Studies.Diagnostics;

namespace Sandglass.Paper;

/// <summary>What is measured inside a network.</summary>
internal enum InsideQuantity
{
    /// <summary>How much the gradients of mini-batches point against each other (Sankararaman et al. 2020).</summary>
    GradientConfusion,

    /// <summary>What a block's representation loses of its input.</summary>
    InformationLoss,
}

/// <summary>
/// Asks what was measured inside the networks of the study <c>inside</c>: gradient confusion, or what a representation
/// keeps. Neither the paper nor its code measures these; both are arguments by citation there. Confusion is the median and
/// the minimum of the cosines between gradients of mini-batches, after the last epoch and at equal loss, and at equal loss, since
/// it grows with the gradients, the cited paper's own bound eta. What is kept is the accuracy of linear probes at the outputs of
/// blocks, on average over depth, from all features and at equal dimension. A sentence is supported where all intervals lie on
/// its side, contradicted where one lies on the other and none on its own; together they have a level of 95 % (Bonferroni).
/// </summary>
/// <param name="Quantity">What is measured.</param>
/// <param name="First">The arm said to have less of it.</param>
/// <param name="Second">The other arm.</param>
internal sealed record InsideMeasurement(InsideQuantity Quantity, string First, string Second) : ProxyMeasurement
{
    private const string Study = "inside";
    private const double Alpha = 0.05;
    private const string Missing = $"run workbench study run {Study} --record";

    /// <inheritdoc/>
    public override ProxyAnswer Ask(RecordedOutcomes recorded)
    {
        if (recorded.Record(Study) is not { } record)
        {
            return new ProxyAnswer(ProxyVerdict.NotRecorded, "", $"Not recorded yet: {Missing}.");
        }

        var found = Found(record);
        return new ProxyAnswer(Judge(found), string.Join("; ", found.Select(item => item.Words)), Why(found));
    }

    /// <inheritdoc/>
    public override ProxyChange WhatWouldChange(RecordedOutcomes recorded)
    {
        var sentence = $"{Study}: {First} < {Second}, {Words}";
        if (recorded.Record(Study) is not { } record)
        {
            return new ProxyChange(sentence, ProxyVerdict.NotRecorded, "", Missing, 0, null);
        }

        var found = Found(record);
        var ranges = VerdictRange.Of(halves => Judge(found, halves), reach: 1);
        static string Halves(double value) => value.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);
        return new ProxyChange(
            sentence,
            Judge(found),
            $"{found.Count(item => item.Difference.Sign > 0)} of {found.Count} above zero, {found.Count(item => item.Difference.Sign < 0)} below",
            $"if all are moved, in halves of their intervals: {VerdictRange.Words(ranges, 0, Halves)}",
            found.Min(item => item.Difference.Seeds.Count),
            null);
    }

    private string Words => Quantity == InsideQuantity.InformationLoss ? "information loss" : "gradient confusion";

    private List<Inside> Found(StudyRecord record)
    {
        var (first, second) = (FamilyOf(record, First), FamilyOf(record, Second));
        var differences = Differences(record, first, second);
        var count = differences(1 - Alpha).Count();
        var found = differences(1 - (Alpha / Math.Max(1, count))).ToList();
        return count > 0 && found.All(item => double.IsFinite(item.Difference.Difference.Low)) ? found : throw new WorkbenchException(
            $"the recorded study '{Study}' has no table of {(Quantity == InsideQuantity.InformationLoss ? "linear probes" : Words)} with two seeds of {First} and {Second}; record it again");
    }

    // As if all of them were larger by so many halves of their intervals.
    private static ProxyVerdict Judge(List<Inside> found, double halves = 0)
    {
        int[] signs = [.. found.Select(item => item.Moved(halves).Sign)];
        return signs.All(sign => sign > 0) ? ProxyVerdict.Supported
            : signs.Contains(-1) && !signs.Contains(1) ? ProxyVerdict.Contradicted
            : ProxyVerdict.Undecided;
    }

    // At a confidence level. Above zero is on the side of the sentence: more agreement, a smaller bound, more to read.
    private Func<double, IEnumerable<Inside>> Differences(StudyRecord record, BlockFamily first, BlockFamily second)
    {
        Func<double, IEnumerable<Inside>> Of<T>(string what, bool isShare, IEnumerable<Observed<T>> rows, Func<T, double> value) =>
            level => ObservedDifference.Of(rows, first, second, value, level).Select(difference => new Inside(what, isShare, difference));
        static Func<double, IEnumerable<Inside>> All(params Func<double, IEnumerable<Inside>>[] parts) => level => parts.SelectMany(part => part(level));
        if (Quantity == InsideQuantity.InformationLoss)
        {
            var probes = record.Observed<LinearProbeRow>(LinearProbeRow.FileName);
            return All(
                Of("full width", true, probes.Where(row => row.Row.Width == ProbeWidth.Full), row => row.Accuracy),
                Of("equal dimension", true, probes.Where(row => row.Row.Width == ProbeWidth.EqualDimension), row => row.Accuracy));
        }

        var rows = record.Observed<ConfusionRow>(ConfusionRow.FileName);
        var whole = rows.Where(EqualLoss.IsOfWholeNetwork).ToArray();
        var last = whole.Select(row => row.Row.Epoch).DefaultIfEmpty().Max();
        var atEnd = whole.Where(row => row.Row.Epoch == last).ToArray();
        Func<double, IEnumerable<Inside>> AtEqualLoss(string what, Func<ConfusionRow, double> value) =>
            Of($"{what}, equal loss", false, EqualLoss.Of(rows, value), at => at.Value);
        return All(
            Of($"median cosine, epoch {last}", false, atEnd, row => row.Median),
            AtEqualLoss("median cosine", row => row.Median),
            Of($"least cosine, epoch {last}", false, atEnd, row => row.Minimum),
            AtEqualLoss("least cosine", row => row.Minimum),
            AtEqualLoss("minus eta", row => -row.Eta));
    }

    private string Why(List<Inside> found)
    {
        var what = Quantity == InsideQuantity.InformationLoss
            ? "accuracy of linear probes, mean over depth"
            : "median and least cosine between gradients of mini-batches, and minus the bound eta";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{First} − {Second}, {what}: {found.Count(item => item.Difference.Sign > 0)} of {found.Count} intervals above zero, {found.Count(item => item.Difference.Sign < 0)} below (95 % together).");
    }

    private static BlockFamily FamilyOf(StudyRecord record, string arm) =>
        record.Rows.FirstOrDefault(row => row.Arm == arm)?.Family
        ?? throw new WorkbenchException($"the recorded study '{Study}' has no arm {arm}; correct data/paper/claims.csv or record it again");

    /// <summary>One difference that was measured.</summary>
    /// <param name="What">Of what.</param>
    /// <param name="IsShare">Whether it is told in points: accuracies of probes, not cosines.</param>
    /// <param name="Difference">The difference.</param>
    private sealed record Inside(string What, bool IsShare, ObservedDifference Difference)
    {
        public ObservedDifference Moved(double halves)
        {
            var interval = Difference.Difference;
            var by = halves * (interval.High - interval.Low) / 2;
            return Difference with { Difference = interval with { Mean = interval.Mean + by, Low = interval.Low + by, High = interval.High + by } };
        }

        public string Words => string.Create(
            CultureInfo.InvariantCulture,
            $"{Difference.Group}, {What}: {Number(Difference.Difference.Mean)}{(IsShare ? " points" : "")} ({Number(Difference.Difference.Low)} to {Number(Difference.Difference.High)}, {Difference.Seeds.Count} seeds)");

        private string Number(double value) => IsShare ? NumberText.Points(value) : value.ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture);
    }
}

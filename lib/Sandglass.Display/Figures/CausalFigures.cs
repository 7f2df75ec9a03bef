using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Statistics;
using Sandglass.Studies;
using Sandglass.Studies.Diagnostics;

namespace Sandglass.Display.Figures;

/// <summary>The figure of the causal check: does a metric move with accuracy when shortcuts are changed?</summary>
internal static class CausalFigures
{
    /// <summary>Validation accuracy (%) against a metric, a point a run and variant, one panel a group.</summary>
    /// <param name="rows">What was observed.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="correlation">The correlation that the note gives: over the same rows, within widths.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static Figure AccuracyAgainst(
        IReadOnlyList<Observed<InterventionRow>> rows, InterventionQuantity metric, MetricCorrelation correlation)
    {
        Seeds.Require(rows);
        var x = Axis.Around(metric.Label, rows.Select(r => metric.Of(r.Row)));
        var y = Axis.Around("Validation accuracy (%)", rows.Select(r => 100 * r.Row.Accuracy), least: 0, most: 100);
        return new Figure(
            $"causal-{metric.Id}",
            $"Does accuracy move with the {metric.Name}?",
            FormattableString.Invariant($"A point a run and variant: filled as trained, open with the shortcuts changed (scaled, narrowed, permuted, cut). {correlation.Records} points of {correlation.Runs} runs, each relative to the mean of its family and budget: Pearson {Words(correlation.PearsonByRuns)}, Spearman {Words(correlation.SpearmanByRuns)}, bootstrap intervals over runs.{metric.Caution}"),
            [
                .. rows.GroupBy(r => r.Group).Select(g => new Panel(
                    $"Budget {g.Key}",
                    x,
                    y,
                    [
                        .. g.GroupBy(r => r.Family).OrderBy(family => family.Key)
                            .Select(family => new Series(
                                FamilyPalette.For(family.Key) with { Line = LineForm.None }, Spread.Bars, [.. family.Select(row => Mark(row, metric))])),
                    ])),
            ]);
    }

    private static Mark Mark(Observed<InterventionRow> row, InterventionQuantity metric) => new(
        Digits.Keep(metric.Of(row.Row)),
        Digits.Keep(100 * row.Row.Accuracy),
        FormattableString.Invariant($"{FamilyPalette.For(row.Family).Name}, seed {row.Seed}, {row.Row.Variant}\n{100 * row.Row.Accuracy:0.0} %"))
    {
        Filled = row.Row.Variant == "intact",
    };

    private static string Words(Interval interval) => FormattableString.Invariant($"{interval.Mean:0.00} ({100 * interval.Level:0.#} % {interval.Low:0.00} to {interval.High:0.00})");
}

/// <summary>A metric that is held against accuracy.</summary>
internal sealed record InterventionQuantity
{
    private InterventionQuantity(string id, string name, string label, Func<InterventionRow, double> of) =>
        (Id, Name, Label, Of) = (id, name, label, of);

    /// <summary>Effective rank at the last block's output over its channels.</summary>
    public static InterventionQuantity EffectiveRank { get; } = new(
        "effective-rank", "effective rank", "Effective rank over channels at the last block (share)", row => row.EffectiveRank);

    /// <summary>Median cosine of mini-batch gradients.</summary>
    public static InterventionQuantity MedianCosine { get; } = new(
        "median-cosine", "agreement of gradients", "Agreement of gradients (median cosine)", row => row.MedianCosine)
    {
        Caution = " A network that is wrong everywhere in one way has one gradient that repairs it, on which its batches agree: that agreement rises as accuracy falls is mechanical.",
    };

    /// <summary>Takes the metric of a row.</summary>
    public Func<InterventionRow, double> Of { get; }

    /// <summary>What a reader must know before he takes the direction for a finding; empty for nothing.</summary>
    internal string Caution { get; private init; } = "";

    internal string Id { get; }
    internal string Name { get; }
    internal string Label { get; }
}

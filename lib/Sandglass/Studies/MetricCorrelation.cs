using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Sandglass.Analysis.Interventions;
using Sandglass.Runtime;
using Sandglass.Statistics;

namespace Sandglass.Studies;

/// <summary>
/// Whether a metric moves with accuracy. The Fisher intervals take every record for independent; records of one run
/// (equal width and seed) are not, and the bootstrap intervals draw whole runs instead.
/// </summary>
/// <param name="Records">Records that it is taken over.</param>
/// <param name="Runs">Different pairs of width and seed among them.</param>
/// <param name="Pearson">Linear correlation with Fisher's interval.</param>
/// <param name="Spearman">Rank correlation with Fisher's interval (standard error of Bonett and Wright 2000).</param>
/// <param name="PearsonByRuns">Linear correlation with a percentile bootstrap interval over runs.</param>
/// <param name="SpearmanByRuns">Rank correlation with a percentile bootstrap interval over runs.</param>
public sealed record MetricCorrelation(
    int Records, int Runs, Interval Pearson, Interval Spearman, Interval PearsonByRuns, Interval SpearmanByRuns)
{
    private const int Resamples = 2000;

    /// <summary>The correlation of metric and accuracy over records.</summary>
    /// <param name="records">At least three.</param>
    /// <param name="streams">Where the bootstrap's draws come from: the stream <c>correlation</c>.</param>
    /// <param name="withinWidths">True: both are taken relative to their mean at the same width, so that a wider network's
    /// higher rank and accuracy do not count.</param>
    /// <param name="level">Confidence level.</param>
    /// <exception cref="ArgumentException">There are fewer than three records.</exception>
    internal static MetricCorrelation Of(
        IReadOnlyList<CausalRecord> records, RandomStreams streams, bool withinWidths = false, double level = 0.95)
    {
        if (records.Count < 3)
        {
            throw new ArgumentException($"a correlation needs at least three records, not {records.Count}", nameof(records));
        }

        var taken = withinWidths ? RelativeToWidth(records) : records;
        var runs = taken.GroupBy(r => (r.Width, r.Seed)).Select(run => run.ToArray()).ToArray();
        var widths = withinWidths ? records.Select(r => r.Width).Distinct().Count() : 1;
        var (pearson, spearman) = (LinearOf(taken), RankOf(taken));
        var draws = Draws(runs, streams.Open("correlation"));
        return new MetricCorrelation(
            records.Count,
            runs.Length,
            Fisher(pearson, records.Count - widths, 1, level),
            Fisher(spearman, records.Count - widths, 1 + (spearman * spearman / 2), level),
            Percentiles(pearson, draws.Select(LinearOf), level),
            Percentiles(spearman, draws.Select(RankOf), level));
    }

    private static CausalRecord[] RelativeToWidth(IReadOnlyList<CausalRecord> records) =>
    [
        .. from record in records
           group record by record.Width into width
           let metric = width.Average(r => r.Metric)
           let accuracy = width.Average(r => r.Accuracy)
           from record in width
           select record with { Metric = record.Metric - metric, Accuracy = record.Accuracy - accuracy },
    ];

    private static double LinearOf(IReadOnlyList<CausalRecord> records) =>
        Correlation.Pearson(records.Select(r => r.Metric), records.Select(r => r.Accuracy));

    private static double RankOf(IReadOnlyList<CausalRecord> records) =>
        Correlation.Spearman(records.Select(r => r.Metric), records.Select(r => r.Accuracy));

    // atanh r is about normal with variance factor / (n − 3), where n − 1 degrees of freedom are left after the means.
    private static Interval Fisher(double r, int freedom, double factor, double level)
    {
        if (freedom <= 2)
        {
            return new Interval(r, double.NaN, double.NaN, level);
        }

        var half = Normal.InvCDF(0, 1, 0.5 + (level / 2)) * Math.Sqrt(factor / (freedom - 2));
        return new Interval(r, Math.Tanh(Math.Atanh(r) - half), Math.Tanh(Math.Atanh(r) + half), level);
    }

    private static CausalRecord[][] Draws(CausalRecord[][] runs, RandomStream stream)
    {
        var draws = new CausalRecord[runs.Length > 1 ? Resamples : 0][];
        for (var i = 0; i < draws.Length; i++)
        {
            draws[i] = [.. runs.SelectMany(_ => runs[stream.NextInt32(runs.Length)])];
        }

        return draws;
    }

    // A draw of one run over and over may have no spread and so no correlation; it says nothing.
    private static Interval Percentiles(double estimate, IEnumerable<double> draws, double level)
    {
        var ordered = draws.Where(double.IsFinite).Order().ToArray();
        return ordered.Length == 0
            ? new Interval(estimate, double.NaN, double.NaN, level)
            : new Interval(
                estimate,
                SortedArrayStatistics.Quantile(ordered, (1 - level) / 2),
                SortedArrayStatistics.Quantile(ordered, (1 + level) / 2),
                level);
    }
}

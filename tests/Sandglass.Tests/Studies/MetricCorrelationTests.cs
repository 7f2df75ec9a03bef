using Sandglass.Analysis.Interventions;
using Sandglass.Runtime;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Tests.Studies;

public class MetricCorrelationTests
{
    // numpy: corrcoef of values and of ranks; tanh(atanh(r) ± 1.95996 · sqrt(1 / (n - 3))), the variance times 1 + r²/2 for ranks.
    [Fact]
    public void Both_correlations_have_fishers_interval()
    {
        var correlation = Of(Seeds([1, 4, 2, 16, 9, 25, 100, 49]));
        AssertInterval(0.7536117000679243, 0.10435813404570604, 0.9524736969254683, correlation.Pearson);
        AssertInterval(0.9285714285714287, 0.5365787878206821, 0.9909445391230495, correlation.Spearman);
        Assert.Equal((8, 8), (correlation.Records, correlation.Runs));
    }

    [Fact]
    public void The_bootstrap_over_runs_agrees_where_runs_are_independent()
    {
        var stream = new RandomStreams(1).Open("noise");
        var records = Enumerable.Range(0, 60).Select(seed => (Metric: stream.NextGaussian(), Seed: seed))
            .Select(r => new CausalRecord("a", 1, r.Seed, r.Metric, (0.7 * r.Metric) + (0.7 * stream.NextGaussian()))).ToArray();
        var correlation = Of(records);
        Assert.Equal(correlation.Pearson.Mean, correlation.PearsonByRuns.Mean);
        Assert.Equal(correlation.Pearson.Low, correlation.PearsonByRuns.Low, 0.08);
        Assert.Equal(correlation.Pearson.High, correlation.PearsonByRuns.High, 0.08);
        Assert.Equal(correlation.Spearman.Low, correlation.SpearmanByRuns.Low, 0.1);
    }

    [Fact]
    public void Repeating_a_run_under_other_names_makes_nothing_surer()
    {
        var once = Seeds([1, 4, 2, 16, 9, 25, 100, 49]);
        var often = Of([.. once.SelectMany(r => Enumerable.Range(0, 5).Select(i => r with { Variant = $"{i}" }))]);
        Assert.Equal((40, 8), (often.Records, often.Runs));
        Assert.Equal(Of(once).PearsonByRuns.Low, often.PearsonByRuns.Low, 1e-9);
        Assert.Equal(Of(once).PearsonByRuns.High, often.PearsonByRuns.High, 1e-9);
        Assert.True(often.Pearson.High - often.Pearson.Low < 0.6 * (Of(once).Pearson.High - Of(once).Pearson.Low));
    }

    [Fact]
    public void Width_alone_does_not_count_within_widths()
    {
        // At either width more rank goes with less accuracy, and the wider networks have more of both.
        CausalRecord[] records =
        [
            .. from width in new[] { 1.0, 2.0 }
               from seed in Enumerable.Range(1, 5)
               select new CausalRecord("a", width, seed, (10 * width) + seed, (width / 2) - (0.01 * seed)),
        ];
        Assert.True(Of(records).Pearson.Low > 0.7);
        var within = MetricCorrelation.Of(records, new RandomStreams(1), withinWidths: true);
        Assert.Equal(-1, within.Pearson.Mean, 1e-9);
        Assert.Equal(10, within.Runs);
    }

    [Fact]
    public void The_same_seed_gives_the_same_intervals() =>
        Assert.Equal(Of(Seeds([1, 4, 2, 16])), Of(Seeds([1, 4, 2, 16])));

    [Fact]
    public void Three_records_have_no_interval_and_two_no_correlation()
    {
        Assert.Equal(double.NaN, Of(Seeds([1, 3, 2])).Pearson.Low);
        Assert.Throws<ArgumentException>(() => Of(Seeds([1, 2])));
    }

    private static MetricCorrelation Of(IReadOnlyList<CausalRecord> records) => MetricCorrelation.Of(records, new RandomStreams(1));

    private static CausalRecord[] Seeds(double[] accuracies) =>
        [.. accuracies.Select((accuracy, i) => new CausalRecord("a", 1, i + 1, i + 1, accuracy))];

    private static void AssertInterval(double mean, double low, double high, Interval actual)
    {
        Assert.Equal(mean, actual.Mean, 1e-12);
        Assert.Equal(low, actual.Low, 1e-12);
        Assert.Equal(high, actual.High, 1e-12);
        Assert.Equal(0.95, actual.Level);
    }
}

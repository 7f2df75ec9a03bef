using Sandglass.Runtime;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Paper.Tests;

/// <summary>Effects planted in rows of studies get the verdicts at the rates that are simulated for them.</summary>
public class ProxyPowerTests
{
    private const int Seeds = 10, Pairs = 3, Repeats = 600;
    private const double Spread = 0.007, Reference = 0.89;

    private static readonly PublishedGain Gain = new(0.017, 0.723);
    private static readonly double Published = Gain.At(Reference);
    private static readonly StudyMeasurement Asked = new(SampleStudy.Name, new StudyPart("", IsColumn: false), "a1", "b1", ProxyRelation.More, Gain);

    [Fact]
    public void An_effect_of_the_published_size_is_supported_at_the_printed_rate()
    {
        var (printed, planted) = (Printed(Published), Planted(Published));

        Agree(printed, planted);
        Assert.InRange(printed.Rate(ProxyVerdict.Supported), 0.6, 1);
        Assert.InRange(printed.Rate(ProxyVerdict.Contradicted), 0, 0.03);
    }

    [Fact]
    public void No_effect_is_contradicted_or_undecided_at_the_printed_rates()
    {
        var (printed, planted) = (Printed(0), Planted(0));

        Agree(printed, planted);
        Assert.InRange(printed.Rate(ProxyVerdict.Supported), 0, 0.025);
        Assert.InRange(printed.Rate(ProxyVerdict.Contradicted), 0.6, 1);
    }

    [Fact]
    public void The_same_stream_gives_the_same_rates_and_another_within_their_error()
    {
        var (first, second) = (Printed(Published), Printed(Published, stream: "another"));

        Assert.Equal(first.Verdicts, Printed(Published).Verdicts);
        Assert.NotEqual(first.Verdicts, second.Verdicts);
        Assert.InRange(first.Verdicts.Count, ComparisonFamily.Simulated, ComparisonFamily.Simulated + Pairs);
        Assert.All(Enum.GetValues<ProxyVerdict>(), verdict => Assert.Equal(first.Rate(verdict), second.Rate(verdict), 5 * ComparisonFamily.Error));
    }

    [Fact]
    public void Rates_of_verdicts_add_up_to_one()
    {
        var power = Printed(Published / 2);
        Assert.Equal(1, Enum.GetValues<Verdict>().Sum(power.Rate), 1e-9);
        Assert.Equal(1, Enum.GetValues<ProxyVerdict>().Sum(power.Rate), 1e-9);
    }

    // Five standard errors of the planted studies.
    private static void Agree(ProxyPower printed, IReadOnlyList<ProxyVerdict> planted) => Assert.All(
        Enum.GetValues<ProxyVerdict>(),
        verdict => Assert.Equal(printed.Rate(verdict), planted.Count(found => found == verdict) / (double)Repeats, 5 * 0.5 / Math.Sqrt(Repeats)));

    private static ProxyPower Printed(double difference, string stream = "printed") =>
        ProxyPower.Of(ProxyRelation.More, Published, 0.01, new ComparisonFamily(Seeds, Spread, 0.01, Pairs).Simulate(difference, new RandomStreams(0).Open(stream)));

    // Three pairs of arms a study, all with the effect; seeds of a pair move together, and their differences have the spread.
    private static ProxyVerdict[] Planted(double difference)
    {
        var random = new RandomStreams(1).Open("planted");
        PlannedComparison[] planned = [.. Enumerable.Range(1, Pairs).Select(pair => new PlannedComparison($"a{pair}", $"b{pair}", "", IsPrimary: true))];
        return [.. Enumerable.Range(0, Repeats).Select(_ =>
        {
            var arms = planned.SelectMany(pair =>
            {
                double[] second = [.. new double[Seeds].Select(_ => Reference + (0.002 * random.NextGaussian()))];
                double[] first = [.. second.Select(value => value + difference + (Spread * random.NextGaussian()))];
                return ((string, double[])[])[(pair.First, first), (pair.Second, second)];
            }).ToArray();
            return Asked.Ask(new RecordedOutcomes(_ => SampleStudy.Column("test_accuracy", planned, arms))).Verdict;
        })];
    }
}

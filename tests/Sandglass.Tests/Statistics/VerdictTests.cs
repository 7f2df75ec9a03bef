using CsCheck;
using Sandglass.Runtime;
using Sandglass.Statistics;

namespace Sandglass.Tests.Statistics;

public class VerdictTests
{
    private static readonly double[] Zeros = new double[5];

    [Theory]
    [InlineData(0.03, 0.001, Verdict.Ahead)]
    [InlineData(-0.03, 0.001, Verdict.Behind)]
    [InlineData(0.004, 0.001, Verdict.Ahead)] // and less than the margin
    [InlineData(-0.0001, 0.00001, Verdict.Behind)]
    [InlineData(0.0005, 0.003, Verdict.Equivalent)]
    [InlineData(0.0099, 0.001, Verdict.Ahead)]
    [InlineData(0.008, 0.02, Verdict.Undecided)]
    public void A_difference_is_named_before_equivalence(double difference, double spread, Verdict expected) =>
        Assert.Equal(expected, Single(Test(difference, spread)).Verdict);

    [Fact]
    public void Company_can_cost_a_verdict()
    {
        var close = Test(0.012, 0.0085); // p = 0.034: enough alone, not among others
        Assert.Equal(Verdict.Ahead, Single(close).Verdict);
        Assert.Equal(Verdict.Undecided, Verdicts.Of([close, Test(0, 0.1), Test(0, 0.1)])[0].Verdict);
    }

    // t of four degrees of freedom leaves 0.05 / 2, / 4 and / 6 above 2.7764, 3.4954 and 3.9608; over the root of five seeds.
    [Fact]
    public void Corrected_intervals_have_the_level_of_their_step()
    {
        var judged = Verdicts.Of([Test(0.012, 0.0085), Test(0.02, 0.01), Test(0, 0.1)]); // p 0.034, 0.011 and 1

        Assert.Equal([1 - (0.05 / 2), 1 - (0.05 / 3), 1 - (0.05 / 2)], judged.Select(test => test.Corrected.Level));
        double[] halves = [0.0085 * 1.5631930548, 0.01 * 1.7713175640, 0.1 * 1.5631930548];
        Assert.All(judged.Zip(halves), pair => Assert.Equal(pair.Second, pair.First.Corrected.High - pair.First.Corrected.Mean, 1e-8));
        Assert.Equal([Verdict.Undecided, Verdict.Ahead, Verdict.Undecided], judged.Select(test => test.Verdict));
        Assert.Equal(0.012 + (0.0085 * 1.2416639982), Single(Test(0.012, 0.0085)).Corrected.High, 1e-8);
    }

    [Fact]
    public void One_seed_has_no_corrected_interval_and_is_undecided()
    {
        var judged = Single(PairedTest.Of([0.9], [0.1], 0.01));
        Assert.Equal((Verdict.Undecided, double.NaN, double.NaN), (judged.Verdict, judged.Corrected.Low, judged.Corrected.High));
    }

    [Fact]
    public void A_corrected_interval_leaves_zero_out_exactly_where_a_difference_is_found() => Families.Sample(family => Verdicts.Of(family).All(
        test => (test.Corrected.Low > 0 || test.Corrected.High < 0) == test.Verdict is Verdict.Ahead or Verdict.Behind));

    [Fact]
    public void Exchanging_the_arms_exchanges_ahead_and_behind() => Families.Sample(family =>
    {
        var turned = Verdicts.Of([.. family.Select(test => Test(-test.Difference.Mean, test.Spread))]);
        return Verdicts.Of(family).Zip(turned).All(pair => Turned(pair.First.Verdict) == pair.Second.Verdict && pair.First.Corrected.Level == pair.Second.Corrected.Level);
    });

    [Fact]
    public void More_spread_decides_nothing_that_was_undecided() => Families.Select(Gen.Double[1, 4]).Sample((family, wider) =>
        Verdicts.Of(family).Zip(Verdicts.Of([.. family.Select(test => Test(test.Difference.Mean, wider * test.Spread))]))
            .All(pair => pair.First.Verdict != Verdict.Undecided || pair.Second.Verdict == Verdict.Undecided));

    [Theory]
    [InlineData(0.003, 1)]
    [InlineData(0.004, 3)]
    public void At_five_seeds_a_margin_is_found_and_equal_arms_are_equivalent(double spread, int tests)
    {
        var power = VerdictPower.Of(new ComparisonFamily(5, spread, 0.01, tests), new RandomStreams(1).Open("power"), families: 1000);
        Assert.InRange(power.FoundMargin, 0.8, 1);
        Assert.InRange(power.FoundEquivalent, 0.8, 1);
        Assert.InRange(power.FalseDifference, 0, 0.05 + 0.02);
        Assert.InRange(power.FalseEquivalence, 0, 0.05 + 0.02);
    }

    [Fact]
    public void Error_rates_hold_where_power_does_not()
    {
        var power = VerdictPower.Of(new ComparisonFamily(3, 0.02, 0.01, 4), new RandomStreams(1).Open("power"), families: 1000);
        Assert.InRange(power.FoundEquivalent, 0, 0.2);
        Assert.InRange(power.FalseDifference, 0.001, 0.07);
    }

    [Theory]
    [InlineData(0.002)]
    [InlineData(0.005)]
    [InlineData(0.01)]
    public void The_seeds_that_are_needed_have_the_power_that_was_asked(double spread)
    {
        var needed = SeedsNeeded.ToDecide(spread, 0.01, 0.8)!.Value;
        var power = VerdictPower.Of(new ComparisonFamily(needed, spread, 0.01, 1), new RandomStreams(2).Open("power"), families: 2000);
        Assert.InRange(Math.Min(power.FoundMargin, power.FoundEquivalent), 0.74, 1);
        if (needed > 2)
        {
            var fewer = VerdictPower.Of(new ComparisonFamily(needed - 2 < 2 ? 2 : needed - 2, spread, 0.01, 1), new RandomStreams(2).Open("power"), families: 2000);
            Assert.True(Math.Min(fewer.FoundMargin, fewer.FoundEquivalent) < 0.86);
        }
    }

    [Fact]
    public void More_spread_needs_more_seeds_and_too_much_more_than_there_are()
    {
        Assert.True(SeedsNeeded.ToDecide(0.02, 0.01) > SeedsNeeded.ToDecide(0.01, 0.01));
        Assert.Null(SeedsNeeded.ToDecide(10, 0.01));
    }

    private static Gen<PairedTest[]> Families { get; } =
        Gen.Double[-0.03, 0.03].Select(Gen.Double[0.0001, 0.03]).Select((difference, spread) => Test(difference, spread)).Array[1, 8];

    private static JudgedTest Single(PairedTest test) => Assert.Single(Verdicts.Of([test]));

    private static Verdict Turned(Verdict verdict) => verdict switch { Verdict.Ahead => Verdict.Behind, Verdict.Behind => Verdict.Ahead, var same => same };

    private static PairedTest Test(double difference, double spread) => PairedTest.Of(
        [.. new[] { -1.2649110640673518, -0.6324555320336759, 0, 0.6324555320336759, 1.2649110640673518 }.Select(z => difference + (spread * z))],
        Zeros,
        0.01);
}

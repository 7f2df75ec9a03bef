using Sandglass.Runtime;
using Sandglass.Statistics;

namespace Sandglass.Tests.Statistics;

public class VerdictTests
{
    private static readonly double[] Zeros = new double[5];

    [Theory]
    [InlineData(0.03, Verdict.Ahead)]
    [InlineData(-0.03, Verdict.Behind)]
    [InlineData(0.004, Verdict.Equivalent)]
    [InlineData(0.0099, Verdict.Ahead)]
    public void Verdicts_follow_difference_and_margin(double difference, Verdict expected) =>
        Assert.Equal([expected], Verdicts.Of([Test(difference, 0.001)]));

    [Fact]
    public void What_is_neither_shown_is_undecided() => Assert.Equal([Verdict.Undecided], Verdicts.Of([Test(0.008, 0.02)]));

    [Fact]
    public void Company_can_cost_a_verdict()
    {
        var close = Test(0.012, 0.0085); // p = 0.034: enough alone, not among others
        Assert.Equal([Verdict.Ahead], Verdicts.Of([close]));
        Assert.Equal(Verdict.Undecided, Verdicts.Of([close, Test(0, 0.1), Test(0, 0.1)])[0]);
    }

    [Theory]
    [InlineData(0.003, 1)]
    [InlineData(0.004, 3)]
    public void At_five_seeds_a_margin_is_found_and_equal_arms_are_equivalent(double spread, int tests)
    {
        var power = VerdictPower.Simulate(5, spread, 0.01, tests, new RandomStreams(1).Open("power"), families: 1000);
        Assert.InRange(power.FoundMargin, 0.8, 1);
        Assert.InRange(power.FoundEquivalent, 0.8, 1);
        Assert.InRange(power.FalseDifference, 0, 0.05 + 0.02);
        Assert.InRange(power.FalseEquivalence, 0, 0.05 + 0.02);
    }

    [Fact]
    public void Error_rates_hold_where_power_does_not()
    {
        var power = VerdictPower.Simulate(3, 0.02, 0.01, 4, new RandomStreams(1).Open("power"), families: 1000);
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
        var power = VerdictPower.Simulate(needed, spread, 0.01, 1, new RandomStreams(2).Open("power"), families: 2000);
        Assert.InRange(Math.Min(power.FoundMargin, power.FoundEquivalent), 0.74, 1);
        if (needed > 2)
        {
            var fewer = VerdictPower.Simulate(needed - 2 < 2 ? 2 : needed - 2, spread, 0.01, 1, new RandomStreams(2).Open("power"), families: 2000);
            Assert.True(Math.Min(fewer.FoundMargin, fewer.FoundEquivalent) < 0.86);
        }
    }

    [Fact]
    public void More_spread_needs_more_seeds_and_too_much_more_than_there_are()
    {
        Assert.True(SeedsNeeded.ToDecide(0.02, 0.01) > SeedsNeeded.ToDecide(0.01, 0.01));
        Assert.Null(SeedsNeeded.ToDecide(10, 0.01));
    }

    private static PairedTest Test(double difference, double spread) => PairedTest.Of(
        [.. new[] { -1.2649110640673518, -0.6324555320336759, 0, 0.6324555320336759, 1.2649110640673518 }.Select(z => difference + (spread * z))],
        Zeros,
        0.01);
}

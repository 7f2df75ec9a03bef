using CsCheck;
using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass.Tests.Counting;

public class BudgetTests
{
    private const long Small = 3_200_000;
    private const long Large = 8_000_000;

    [Theory]
    [InlineData(BlockFamily.Bottleneck, Small)]
    [InlineData(BlockFamily.Bottleneck, Large)]
    [InlineData(BlockFamily.InvertedResidual, Small)]
    [InlineData(BlockFamily.InvertedResidual, Large)]
    [InlineData(BlockFamily.Sandglass, Small)]
    [InlineData(BlockFamily.Sandglass, Large)]
    public void Multiply_adds_are_matched_within_two_percent(BlockFamily family, long target)
    {
        var match = Budget.MatchMultiplyAdds(At(family), target);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{family}: width {match.Width}, {match.Actual} multiply-adds, residual {match.Residual:P3}");
        Assert.InRange(match.Residual, -0.02, 0.02);
        Assert.Equal(Counter.Count(match.Plan).MultiplyAdds, match.Actual);
        Assert.Equal(match.Actual, Counter.Count(At(family)(match.Width)).MultiplyAdds);
        Assert.Equal(match.Width, Budget.MatchMultiplyAdds(At(family), target).Width);
    }

    [Theory]
    [InlineData(BlockFamily.Bottleneck)]
    [InlineData(BlockFamily.InvertedResidual)]
    [InlineData(BlockFamily.Sandglass)]
    public void Parameters_are_matched_within_two_percent_to_a_network(BlockFamily family)
    {
        var reference = Budget.MatchMultiplyAdds(At(BlockFamily.Sandglass), Large).Plan;
        var match = Budget.MatchParameters(At(family), reference);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{family}: width {match.Width}, {match.Actual} parameters, residual {match.Residual:P3}");
        Assert.InRange(match.Residual, -0.02, 0.02);
        Assert.Equal(Counter.Count(reference).Parameters, match.Target);
    }

    [Theory]
    [InlineData(BlockFamily.Bottleneck, 0.5)]
    [InlineData(BlockFamily.InvertedResidual, 1.0)]
    [InlineData(BlockFamily.Sandglass, 1.3)]
    public void A_network_matches_itself_without_residual(BlockFamily family, double width)
    {
        var plan = At(family)(width);
        Assert.Equal(0, Budget.MatchMultiplyAdds(At(family), plan).Residual);
        Assert.Equal(0, Budget.MatchParameters(At(family), plan).Residual);
    }

    [Fact]
    public void The_published_networks_match_themselves_too()
    {
        Assert.Equal(0, Budget.MatchMultiplyAdds(w => MobileNeXt.Official(w), 311_342_592).Residual);
        Assert.Equal(0, Budget.MatchParameters(w => MobileNetV2.Plan(w), 3_504_872).Residual);
    }

    [Fact]
    public void The_nearest_step_of_a_staircase_is_the_first_of_those_that_are_as_near() => Gen.Select(Gen.Long[0, 40].Array[1, 30], Gen.Long[0, 40]).Sample((steps, target) =>
    {
        Array.Sort(steps);
        Assert.Equal(steps.Index().MinBy(step => Math.Abs(step.Item - target)).Index, Budget.Nearest(steps.Length, i => steps[i], target));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(1_000_000_000_000)]
    public void Budgets_that_no_width_costs_are_refused(long target)
    {
        var refusal = Assert.Throws<InvalidSpecException>(() => Budget.MatchMultiplyAdds(At(BlockFamily.Sandglass), target));
        Assert.Contains("no width of small-sandglass", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidSpecException>(() => Budget.MatchParameters(At(BlockFamily.Sandglass), target));
    }

    private static Func<double, NetworkPlan> At(BlockFamily family) => width => MacroPlan.SmallImage.Fill(family, width);
}

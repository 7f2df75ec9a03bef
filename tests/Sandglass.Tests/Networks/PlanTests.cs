using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass.Tests.Networks;

public class PlanTests
{
    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5213)]
    [InlineData(1.0)]
    public void A_familys_own_block_gives_the_familys_network(double width)
    {
        BlockSpec[] blocks = [BlockSpec.Bottleneck(96, 96, reduction: 6), BlockSpec.InvertedResidual(16, 16), BlockSpec.Sandglass(96, 96)];
        foreach (var block in blocks)
        {
            var (own, family) = (Plan.SmallImage(block).AtWidth(width), MacroPlan.SmallImage.Fill(block.Family, width));
            Assert.Equal(family.Name, own.Name);
            Assert.Equal(family.Blocks, own.Blocks);
        }
    }

    [Fact]
    public void Every_block_is_like_the_given_one()
    {
        var block = BlockSpec.Sandglass(48, 48, reduction: 4) with { Kernel = 5, IdentityMultiplier = 0.5 };
        var plan = Plan.SmallImage(block, resolution: 32, channels: 3, classes: 7).AtWidth(1);
        Assert.Equal((32, 3, 7), (plan.Resolution, plan.InputChannels, plan.Classes));
        Assert.All(plan.Blocks, item => Assert.Equal((5, 0.5, item.Spec.OutChannels / 4), (item.Spec.Kernel, item.Spec.IdentityMultiplier, item.Spec.HiddenChannels)));
        Assert.All(plan.Blocks, item => Assert.Equal(item.Spec is { Stride: 1 } && item.Spec.InChannels == item.Spec.OutChannels, item.Spec.Shortcut != ShortcutSite.None));
    }

    [Fact]
    public void A_budget_is_met_within_two_per_cent_and_says_what_is_left_over()
    {
        var match = Plan.SmallImage(BlockSpec.Sandglass(96, 96)).AtMultiplyAdds(3.2e6);
        Assert.InRange(Math.Abs(match.Residual), 0, 0.02);
        NetworkPlan plan = match;
        Assert.Same(match.Plan, plan);
        Assert.InRange(Math.Abs(Plan.SmallImage(BlockSpec.Sandglass(96, 96)).AtParameters(1e5).Residual), 0, 0.05);
    }

    [Theory]
    [InlineData(96, 48, 1)]
    [InlineData(96, 96, 2)]
    public void A_block_that_changes_width_or_resolution_cannot_fill_a_network(int input, int output, int stride)
    {
        var wrong = Assert.Throws<InvalidSpecException>(() => Plan.SmallImage(BlockSpec.Sandglass(input, output, stride: stride)));
        Assert.Contains("equal ends and stride 1", wrong.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(1e300)]
    public void A_budget_that_is_none_is_refused(double budget) =>
        Assert.Throws<InvalidSpecException>(() => Plan.SmallImage(BlockFamily.Sandglass).AtMultiplyAdds(budget));
}

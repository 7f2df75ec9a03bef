using Sandglass.Counting;
using Sandglass.Networks;

namespace Sandglass.Paper.Tests;

/// <summary>The macro-plan charges every family alike: what a comparison of blocks would otherwise measure is the plan.</summary>
public class FairPlanTests
{
    private const double MostOfACounterpart = 2;
    private const double MostOutsideTheBlocks = 0.12;

    /// <summary>Every image set and budget of the comparisons, and two between.</summary>
    public static TheoryData<string, double> Budgets =>
        [.. from images in (string[])["garments", "glyphs"] from share in (double[])[1, 0.7, 0.4, 0.2, 0.1] select (images, share)];

    [Theory]
    [MemberData(nameof(Budgets))]
    public void No_block_takes_twice_the_share_of_its_counterpart(string images, double budget)
    {
        var shares = Plans(images, budget).Select(match => CostShares.Of(match.Plan)).ToArray();
        foreach (var (first, second) in from first in shares from second in shares select (first, second))
        {
            Assert.Equal(first.Blocks.Select(block => block.Name), second.Blocks.Select(block => block.Name));
            foreach (var (one, other) in first.Blocks.Zip(second.Blocks))
            {
                Assert.True(one.Share <= MostOfACounterpart * other.Share, $"{one.Name}: {one.Share:p1} and {other.Share:p1}");
            }
        }

        Assert.All(shares, share => Assert.InRange(share.Stem + share.Rest, 0, MostOutsideTheBlocks));
    }

    [Theory]
    [MemberData(nameof(Budgets))]
    public void Every_family_is_met_to_the_budget(string images, double budget) => Assert.All(
        Plans(images, budget), match => Assert.InRange(Math.Abs(match.Residual), 0, budget > 0.1 ? 0.015 : 0.03));

    [Theory]
    [MemberData(nameof(Budgets))]
    public void The_classifiers_read_features_that_grow_with_the_width(string images, double budget) => Assert.All(
        Plans(images, budget), match => Assert.Equal(384 * match.Width, match.Plan.Features, 1.0));

    [Fact]
    public void The_shares_are_those_of_the_counted_layers_and_sum_to_one()
    {
        var plan = MacroPlan.SmallImage.Fill(BlockFamily.InvertedResidual, 0.5);
        var (shares, count) = (CostShares.Of(plan), Counter.Count(plan));
        Assert.Equal(1, shares.Stem + shares.Blocks.Sum(block => block.Share) + shares.Rest, 12);
        Assert.Equal((double)count.Layers[0].MultiplyAdds / count.MultiplyAdds, shares.Stem, 12);
        Assert.Equal(count.Below("stage2.block1").Layers.Sum(layer => layer.MultiplyAdds), shares.Blocks[1].Share * count.MultiplyAdds, 3);
    }

    private static IReadOnlyList<BudgetMatch> Plans(string images, double budget) =>
    [
        .. from family in BlockComparison.Families
           let glyphs = images == "glyphs"
           select Budget.MatchMultiplyAdds(
               width => MacroPlan.SmallImage.Fill(family, width, glyphs ? 32 : 28, glyphs ? 3 : 1, glyphs ? 62 : 10), (long)((glyphs ? 10_000_000 : 8_000_000) * budget)),
    ];
}

using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Studies;
using Sandglass.Networks;

namespace Sandglass.Detection.Tests.Networks;

/// <summary>The compared detectors differ in the block alone, and the plan charges both alike.</summary>
public class SmallDetectorTests
{
    private const double MostOfACounterpart = 2;

    private static readonly DetectorPlan[] Compared = [.. DetectorComparison.Families.Select(DetectorComparison.Matched)];

    [Fact]
    public void They_have_the_same_plan_but_for_the_blocks()
    {
        var (sandglass, inverted) = (Compared[0], Compared[1]);
        Assert.Equal([BlockFamily.Sandglass, BlockFamily.InvertedResidual], Compared.Select(plan => plan.Backbone.Family));
        Assert.All(Compared, plan => Assert.All(plan.Backbone.Blocks, block => Assert.Equal(plan.Backbone.Family, block.Spec.Family)));
        Assert.Equal(Steps(sandglass), Steps(inverted));
        Assert.Equal((sandglass.Resolution, sandglass.InputChannels, sandglass.Classes), (inverted.Resolution, inverted.InputChannels, inverted.Classes));
        Assert.Equal(sandglass.Priors, inverted.Priors);
        Assert.All(Compared, plan => Assert.Empty(plan.Extras));

        static IEnumerable<(string, int, int)> Steps(DetectorPlan plan) => plan.Backbone.Blocks.Select(block => (block.Name, block.Spec.Stride, block.Spec.Kernel));
    }

    // At one width, since each family has its own at equal cost.
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.55)]
    [InlineData(1)]
    public void At_one_width_stem_and_feature_maps_have_the_same_shapes(double width)
    {
        var (sandglass, inverted) = (SmallDetector.Plan(BlockFamily.Sandglass, width: width), SmallDetector.Plan(BlockFamily.InvertedResidual, width: width));
        Assert.Equal(sandglass.Backbone.Stem, inverted.Backbone.Stem);
        Assert.Equal(sandglass.Levels.Select(Shape), inverted.Levels.Select(Shape));
        Assert.Equal([16, 8, 4, 2], sandglass.Levels.Select(map => map.Size));
        Assert.Equal(sandglass.Priors.Levels.Select(level => (long)level.Stride), sandglass.Levels.Select(map => map.Stride));

        static (int Channels, int Size) Shape(FeatureMap map) => (map.Channels, map.Size);
    }

    [Fact]
    public void All_but_the_last_map_are_expanded_and_next_halved_by_a_depthwise_convolution()
    {
        Assert.Equal(Compared[0].FeaturePlaces.SkipLast(1), Compared[1].FeaturePlaces.SkipLast(1));
        Assert.All(Compared, plan => Assert.All(plan.FeaturePlaces.SkipLast(1), place =>
        {
            var from = plan.Backbone.Layers().SkipWhile(layer => layer.Output.Place != place).ToArray();
            Assert.Equal(Activation.ReLU6, Assert.IsType<NetworkLayer.Activate>(from[0]).Function);
            var next = from.OfType<NetworkLayer.Convolution>().First().Kernel;
            Assert.Equal((2, from[0].Output.Channels), (next.Stride, next.Groups));
        }));
        Assert.All(Compared, plan => Assert.Equal(FeatureMap.Of(plan.Backbone)[^1].Place, plan.FeaturePlaces[^1]));
    }

    [Fact]
    public void Both_are_met_to_the_budget_within_half_a_percent() => Assert.All(
        Compared, plan => Assert.InRange(DetectorCounter.Count(plan).MultiplyAdds, 0.995 * DetectorComparison.MultiplyAdds, 1.005 * DetectorComparison.MultiplyAdds));

    [Fact]
    public void No_block_takes_twice_the_share_of_its_counterpart()
    {
        var shares = Compared.Select(plan => CostShares.Of(plan.Backbone)).ToArray();
        foreach (var (first, second) in from first in shares from second in shares select (first, second))
        {
            Assert.Equal(first.Blocks.Select(block => block.Name), second.Blocks.Select(block => block.Name));
            foreach (var (one, other) in first.Blocks.Zip(second.Blocks))
            {
                Assert.True(one.Share <= MostOfACounterpart * other.Share, $"{one.Name}: {one.Share:p1} and {other.Share:p1}");
            }
        }
    }

    [Fact]
    public void The_heads_take_less_than_a_third_of_either()
    {
        var heads = Compared.Select(DetectorCounter.Count).Select(count =>
            (double)count.Layers.Where(layer => layer.Name.StartsWith("head", StringComparison.Ordinal)).Sum(layer => layer.MultiplyAdds) / count.MultiplyAdds).ToArray();
        Assert.All(heads, share => Assert.InRange(share, 0.2, 1.0 / 3));
    }

    [Fact]
    public void Bottlenecks_are_refused() =>
        Assert.Contains("no wide map", Assert.Throws<InvalidSpecException>(() => SmallDetector.Plan(BlockFamily.Bottleneck)).Message, StringComparison.Ordinal);
}

using CsCheck;
using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Blocks;
using Sandglass.Tests.Networks;

namespace Sandglass.Tests.Counting;

public class CountEqualsModuleTests
{
    private static readonly MacroPlan Small = MacroPlan.SmallImage;

    public static TheoryData<NamedPlan> Networks { get; } =
    [
        new NamedPlan(MobileNeXt.Official(0.35, 33, 7)),
        new NamedPlan(MobileNeXt.Paper(0.35, 64, 10)),
        new NamedPlan(MobileNetV2.Plan(0.35, 37, 10)),
        new NamedPlan(ClassicNetwork.Plan(0.35, 32, 10)),
        new NamedPlan(MobileNeXtEfficient.B1(32, 10)),
        new NamedPlan(Small.Fill(BlockFamily.Sandglass)),
        new NamedPlan(Small.Fill(BlockFamily.InvertedResidual, 0.7, 31, 3)),
        new NamedPlan(Small.Fill(BlockFamily.Bottleneck, 1.3, 27, 3, 100)),
        new NamedPlan(ReleasedAblations.OneDepthwiseInside(0.5, 32, 10)),
        new NamedPlan(ReleasedAblations.TwoDepthwiseInside(0.35, 33, 10)),
        new NamedPlan(ReleasedAblations.TwoDepthwiseInsideAlways(0.35, 32, 10)),
        new NamedPlan(ReleasedAblations.DepthwiseAtNarrowEnds(0.35, 33, 10)),
        new NamedPlan(ReleasedAblations.MobileNetV2PlusDepthwise(0.35, 33, 10)),
        new NamedPlan(ReleasedAblations.WithoutFirstDepthwise(0.35, 32, 10)),
        new NamedPlan(ReleasedAblations.ExtraPointwise(0.35, 32, 10)),
        new NamedPlan(ReleasedAblations.SqueezeExcite(0.35, 32, 10)),
        new NamedPlan(ReleasedAblations.TensorFlowSlim(0.35, 32, 10)),
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_row_of_a_network_is_a_layer_of_the_built_one(NamedPlan named)
    {
        var plan = named.Plan;
        using var network = new BottleneckNetwork(plan, new RandomStreams(1));
        var leaves = ModuleCounter.Count(network, "", plan.InputChannels, plan.Resolution, plan.Resolution);
        var count = Counter.Count(plan);
        Assert.Equal(leaves, Rows(count));
        Assert.Equal(network.parameters().Sum(p => p.numel()), count.Parameters);
    }

    [Fact]
    public void Every_row_of_a_random_block_is_a_layer_of_the_built_one() =>
        Gen.Select(RandomSpecs.Buildable, Gen.Int[1, 9]).Sample(
            (spec, size) =>
            {
                using var block = new BottleneckBlock(spec);
                var leaves = ModuleCounter.Count(block, "block.", spec.InChannels, size, size);
                var count = Counter.Count(spec, size);
                return leaves.SequenceEqual(Rows(count))
                    && block.parameters().Sum(p => p.numel()) == count.Parameters;
            },
            iter: 400,
            threads: 1);

    private static IEnumerable<(string Name, long Parameters, long MultiplyAdds, string Shape)> Rows(NetworkCount count) =>
        from row in count.Layers
        where row.Parameters > 0
        select (row.Name, row.Parameters, row.MultiplyAdds, string.Join('×', row.OutputShape));
}

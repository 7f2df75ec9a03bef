using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Search.Supernet;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sandglass.Search.Tests.Networks;

public class CellNetworkTests
{
    // Made by tests/parity/darts_network.py, which the deep test runs; the publication rounds to 3.3 M.
    private const long DartsV2Parameters = 3_349_342;
    private const long DartsV2MultiplyAdds = 528_359_040;

    [Fact]
    public void The_published_genotype_has_the_published_size()
    {
        var count = CellNetworkCounter.Count(CellNetworkPlan.Cifar("darts-v2", Genotype.DartsV2));
        Assert.Equal(DartsV2Parameters, count.Parameters);
        Assert.Equal(DartsV2MultiplyAdds, count.MultiplyAdds);
        Assert.Equal(3.3, Math.Floor(count.Parameters / 1e5) / 10);
    }

    [Fact]
    public void A_network_that_cannot_be_built_is_refused_and_leaves_nothing_that_fails_later()
    {
        // What the constructors left goes to the garbage collector, whose finalizers must not throw: that would end the process.
        Assert.Throws<InvalidSpecException>(() => new CellNetwork(TinySpaces.PlanOf(TinySpaces.EveryOperation) with { Auxiliary = true }, new RandomStreams(1)));
        Assert.Throws<InvalidSpecException>(() => new SearchNetwork(SearchSpace.Original with { StemStride = 3 }, new RandomStreams(1)));
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Fact]
    public void The_auxiliary_classifier_is_counted_apart()
    {
        var count = CellNetworkCounter.Count(CellNetworkPlan.Cifar("darts-v2", Genotype.DartsV2) with { Auxiliary = true });
        Assert.Equal(476_426, count.Below("auxiliary").Parameters);
        Assert.Equal(DartsV2Parameters + 476_426, count.Parameters);
    }

    [Theory]
    [InlineData(8, 1, false)]
    [InlineData(7, 1, false)]
    [InlineData(14, 2, false)]
    [InlineData(32, 1, true)]
    public void Count_equals_the_built_module(int resolution, int stemStride, bool auxiliary)
    {
        var plan = TinySpaces.PlanOf(TinySpaces.EveryOperation) with { Resolution = resolution, StemStride = stemStride, Auxiliary = auxiliary };
        using var network = new CellNetwork(plan, new RandomStreams(1));
        var held = network.named_parameters().GroupBy(named => named.name[..named.name.LastIndexOf('.')])
            .ToDictionary(group => group.Key, group => group.Sum(named => named.parameter.numel()));
        var counted = CellNetworkCounter.Count(plan).Layers.Where(row => row.Parameters > 0).ToDictionary(row => row.Name, row => row.Parameters);
        Assert.Equal(held.OrderBy(pair => pair.Key), counted.OrderBy(pair => pair.Key));
        Assert.Equal(MeasuredShapes(network, resolution), CountedShapes(plan));
    }

    [Fact]
    public void The_published_network_is_built_as_counted()
    {
        var plan = CellNetworkPlan.Cifar("darts-v2", Genotype.DartsV2);
        using var network = new CellNetwork(plan, new RandomStreams(1));
        Assert.Equal(DartsV2Parameters, network.parameters().Sum(p => p.numel()));
    }

    [Fact]
    public void The_auxiliary_classifier_speaks_while_training_alone()
    {
        using var scope = NewDisposeScope();
        using var network = new CellNetwork(
            TinySpaces.PlanOf(TinySpaces.EveryOperation) with { Resolution = 32, Auxiliary = true }, new RandomStreams(1));
        var images = zeros(2, 1, 32, 32);
        Assert.Equal([2, 3], network.Scores(images).Auxiliary!.shape);
        network.eval();
        Assert.Null(network.Scores(images).Auxiliary);
    }

    [Fact]
    public void An_auxiliary_classifier_without_room_is_refused() => Assert.Contains(
        "8 to 10 pixels",
        Assert.Throws<InvalidSpecException>((TinySpaces.PlanOf(TinySpaces.EveryOperation) with { Auxiliary = true }).Validated).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Dropped_paths_hang_on_the_step_alone_and_not_on_evaluation()
    {
        using var scope = NewDisposeScope();
        var streams = new RandomStreams(1);
        using var network = new CellNetwork(TinySpaces.PlanOf(TinySpaces.EveryOperation) with { DropPath = 0.5 }, streams);
        var images = ones(4, 1, 8, 8);
        float[] Pass(int step)
        {
            network.SeedPaths(streams, step);
            return network.call(images).data<float>().ToArray();
        }

        var first = Pass(1);
        Assert.NotEqual(first, Pass(2));
        Assert.Equal(first, Pass(1));
        network.eval();
        Assert.Equal(Pass(1), Pass(2));
    }

    private static SortedDictionary<string, string> MeasuredShapes(CellNetwork network, int resolution)
    {
        var shapes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, module) in network.named_modules())
        {
            if (module is Conv2d conv)
            {
                conv.register_forward_hook((_, _, output) =>
                {
                    shapes[name] = $"{string.Join("x", output.shape[1..])}";
                    return output;
                });
            }
        }

        using var scope = NewDisposeScope();
        network.call(zeros(2, 1, resolution, resolution));
        return shapes;
    }

    private static SortedDictionary<string, string> CountedShapes(CellNetworkPlan plan) => new(
        CellNetworkCounter.Count(plan).Layers
            .Where(row => row.Type is LayerType.Convolution or LayerType.Depthwise or LayerType.Pointwise)
            .ToDictionary(row => row.Name, row => string.Join("x", row.OutputShape)),
        StringComparer.Ordinal);
}

using Sandglass.Networks;
using Sandglass.Runtime;

namespace Sandglass.Tests.Networks;

public class LayerWalkTests
{
    public static TheoryData<string> Networks { get; } = [.. NetworkCatalogue.Entries.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Each_layer_is_given_what_one_before_it_made(string network)
    {
        var plan = NetworkCatalogue.Find(network).Plan();
        var layers = plan.Layers();
        var made = new Dictionary<string, FeatureMap> { [""] = FeatureMap.Image(plan.InputChannels, plan.Resolution) };
        Assert.All(layers, layer =>
        {
            Assert.All(layer.Inputs, input => Assert.Equal(
                (made[input.From].Channels, made[input.From].Size),
                (layer is NetworkLayer.Addition && input == layer.Input ? made[input.From].Channels : input.Channels, input.Size)));
            made.Add(layer.Output.From, layer.Output);
        });
        Assert.Equal([plan.Classes], layers[^1].Output.Shape);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Names_are_its_own_and_parts_are_those_of_the_plan(string network)
    {
        var plan = NetworkCatalogue.Find(network).Plan();
        var layers = plan.Layers();
        Assert.Equal(layers.Count, layers.Select(layer => layer.Name).Distinct().Count());
        Assert.Equal(
            [plan.Stem.Name, .. plan.Blocks.Select(block => block.Name), .. plan.Head.Select(conv => conv.Name), "pool", "classifier"],
            layers.Select(layer => layer.Part).Distinct());
        Assert.All(layers, layer => Assert.StartsWith(layer.Part, layer.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(BlockFamily.Bottleneck)]
    [InlineData(BlockFamily.InvertedResidual)]
    [InlineData(BlockFamily.Sandglass)]
    public void Layers_with_weights_bear_the_names_of_the_built_modules(BlockFamily family)
    {
        var plan = MacroPlan.SmallImage.Fill(family);
        using var network = new BottleneckNetwork(plan, new RandomStreams(1));
        var weighted = plan.Layers().Where(layer => layer is NetworkLayer.Convolution or NetworkLayer.Norm or NetworkLayer.Linear);
        Assert.Equal(
            network.named_parameters().Select(p => p.name[..p.name.LastIndexOf('.')]).Distinct().Order(), weighted.Select(layer => layer.Name).Order());
    }

    [Theory]
    [InlineData(ShortcutSite.Ends, "", "block.output_depthwise.act")]
    [InlineData(ShortcutSite.Pointwise, "block.input_depthwise.act", "block.expand.act")]
    public void A_shortcut_adds_what_the_block_had_where_it_begins(ShortcutSite site, string from, string to)
    {
        var block = BlockSpec.Sandglass(96, 96) with { Shortcut = site };
        var addition = Assert.Single(LayerWalk.Of("block", block, 7).OfType<NetworkLayer.Addition>());
        Assert.Equal((from, to), (addition.Input.From, addition.Map.From));
    }

    [Fact]
    public void A_shortcut_that_adds_nothing_is_no_layer()
    {
        var block = BlockSpec.Sandglass(96, 96) with { IdentityMultiplier = 0 };
        Assert.DoesNotContain(LayerWalk.Of("block", block, 7), layer => layer is NetworkLayer.Addition);
    }
}

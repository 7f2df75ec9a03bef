using System.Text.Json;
using Sandglass.Analysis.Probes;
using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Tests.Blocks;

public class OwnLayerTests
{
    [Theory]
    [InlineData(ConvSlots.Input, "input_depthwise own reduce expand output_depthwise")]
    [InlineData(ConvSlots.Entry, "input_depthwise reduce own excite expand output_depthwise")]
    [InlineData(ConvSlots.Hidden, "input_depthwise reduce excite own expand output_depthwise")]
    [InlineData(ConvSlots.Exit, "input_depthwise reduce excite expand own output_depthwise")]
    [InlineData(ConvSlots.Output, "input_depthwise reduce excite expand output_depthwise own")]
    public void It_stands_after_its_slot(ConvSlots after, string layers)
    {
        var spec = OwnModules.Block with { OwnLayer = OwnModules.Eca with { After = after }, Excitation = new(true, 2, true, Activation.ReLU, Activation.Sigmoid) };
        spec = after == ConvSlots.Input ? spec with { Excitation = null } : spec;
        Assert.Equal(layers, string.Join(' ', spec.Layout.Layers.Select(layer => layer.Name)));
        Assert.Equal(..spec.Layout.Layers.Count, spec.Layout.ShortcutAround);
        using var scope = NewDisposeScope();
        using var block = new BottleneckBlock(spec);
        Assert.Equal([2L, 12, 5, 5], block.call(randn(2, 12, 5, 5)).shape);
        Assert.Equal(block.parameters().Sum(parameter => parameter.numel()), Counter.Count(spec, 5).Parameters);
    }

    [Fact]
    public void It_computes_what_its_module_does_before_the_addition()
    {
        using var scope = NewDisposeScope();
        using var plain = Composition.Shaken(OwnModules.Block);
        using var block = Composition.Shaken(OwnModules.Block with { OwnLayer = OwnModules.Eca });
        var state = block.state_dict();
        using var unrecorded = no_grad();
        foreach (var (name, tensor) in plain.state_dict())
        {
            tensor.copy_(state[name]);
        }

        var x = randn(2, 12, 5, 5);
        var branch = plain.call(x) - x;
        var gate = nn.functional.conv1d(branch.mean([2, 3]).unsqueeze(1), state["own.module.conv.weight"], padding: 1).squeeze(1).sigmoid();
        var expected = x + (branch * gate.reshape(2, 12, 1, 1) * state["own.module.scale"]);
        Assert.True(block.call(x).allclose(expected, rtol: 1e-4, atol: 1e-4));
    }

    [Fact]
    public void It_is_counted_as_it_says()
    {
        var spec = OwnModules.Block with { OwnLayer = OwnModules.Eca with { After = ConvSlots.Hidden } };
        var row = Assert.Single(Counter.Count(spec, 7).Layers, layer => layer.Type == LayerType.Own);
        Assert.Equal(("block.own", 3 + 4L, 12L, 12L), (row.Name, row.Parameters, row.MultiplyAdds, row.Operations));
        Assert.Equal([4, 7, 7], row.OutputShape);

        var halved = BlockSpec.Sandglass(12, 8, reduction: 3) with { OwnLayer = OwnModules.Halved };
        Assert.Equal([8, 4, 4], Counter.Count(halved, 7).Layers[^1].OutputShape);
        Assert.Equal(6, Counter.Count(halved, 7).ReceptiveField);
        using var scope = NewDisposeScope();
        using var block = new BottleneckBlock(halved);
        Assert.Equal([1L, 8, 4, 4], block.call(randn(1, 12, 7, 7)).shape);
    }

    [Fact]
    public void Its_places_are_seen_and_gradients_flow_through_it()
    {
        using var scope = NewDisposeScope();
        using var block = new BottleneckBlock(OwnModules.Block with { OwnLayer = OwnModules.Eca });
        var probes = ProbeScope.On(block).Capture("own.*").CaptureGradients("own.in");
        var x = randn(2, 12, 5, 5);
        var y = block.call(x);
        probes.Backward((y * y).sum());
        Assert.Equal(["own.in", "own.out"], probes.Activations.Keys.Order());
        Assert.Contains(probes.Gradients["own.in"].Values, value => value != 0);
        probes.Dispose();
        block.call(x).square().sum().backward();
        Assert.All(block.named_parameters(), named => Assert.True(named.parameter.grad!.abs().sum().item<float>() > 0, named.name));
    }

    [Fact]
    public void A_shortcut_does_not_pass_over_its_stride()
    {
        var spec = OwnModules.Block with { OwnLayer = OwnModules.Halved };
        Assert.Contains("a shortcut cannot pass over the stride of 2", Assert.Throws<InvalidSpecException>(() => spec.Layout).Message, StringComparison.Ordinal);
        Assert.Equal(6, (spec with { Shortcut = ShortcutSite.Pointwise }).Layout.Layers.Count + 1); // outside of it
    }

    [Fact]
    public void What_does_not_hold_is_one_line()
    {
        using var scope = NewDisposeScope();
        Refused("has 15 parameters at 12 channels, but your function counts 4", () => Built(OwnLayer.Unregistered("miscounted", channels => new ChannelAttention(channels), _ => 4, (_, _) => 0)));
        Refused("turns [1, 12, 8, 8] into [1, 12, 4, 4], not the promised [1, 12, 8, 8]", () =>
        {
            using var block = Built(OwnLayer.Unregistered("misshaped", _ => new Halving(), _ => 0, (_, _) => 0));
            block.call(randn(1, 12, 8, 8));
        });
        Refused("layer 'absent', version 2, is not registered in this process", () => Built(new OwnLayer("absent", 2)));
        Refused("not registered in this process", () => Counter.Count(OwnModules.Block with { OwnLayer = new OwnLayer("absent", 2) }, 8));
        Refused("after one of the slots Input", () => Built(OwnModules.Eca with { After = ConvSlots.InnerHidden }));
        Refused("after one of the slots Input", () => Built(OwnModules.Eca with { After = ConvSlots.Input | ConvSlots.Output }));
        Refused("begins with a letter", () => OwnLayer.Register("2", 1, _ => new Halving(), _ => 0, (_, _) => 0));
        Refused("versions start at 1", () => OwnLayer.Register("a", 0, _ => new Halving(), _ => 0, (_, _) => 0));
        Refused("stride of 0", () => OwnLayer.Register("a", 1, _ => new Halving(), _ => 0, (_, _) => 0, stride: 0));
        Assert.Equal(6, (OwnModules.Block with { OwnLayer = new OwnLayer("absent", 2) }).Layout.Layers.Count + 1); // it can be drawn
    }

    [Theory]
    [InlineData("""{"name":"e c a","version":1}""")]
    [InlineData("""{"name":"eca","version":0}""")]
    [InlineData("""{"name":null,"version":1}""")]
    [InlineData("""{"version":1}""")]
    public void What_is_no_layer_is_refused(string json) =>
        Assert.DoesNotContain('\n', Assert.Throws<JsonException>(() => RunJson.Parse<OwnLayer>(json)).Message);

    private static BottleneckBlock Built(OwnLayer layer) => new(OwnModules.Block with { OwnLayer = layer });

    private static void Refused(string reason, Action act)
    {
        var message = Assert.Throws<InvalidSpecException>(act).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private static void Refused(string reason, Func<object> make) => Refused(reason, () => { make(); });
}

using Sandglass.Analysis.Probes;
using Sandglass.Blocks;
using Sandglass.Networks;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Probes;

public class EditTests
{
    public static TheoryData<BlockFamily> Families { get; } = [.. Enum.GetValues<BlockFamily>()];

    [Theory]
    [MemberData(nameof(Families))]
    public void Cutting_every_shortcut_makes_the_network_without_shortcuts(BlockFamily family)
    {
        using var scope = NewDisposeScope();
        var plan = SmallNetworks.Plan(family);
        using var network = SmallNetworks.Build(plan);
        using var without = SmallNetworks.Build(plan.WithBlocks((_, block) => block with { Shortcut = ShortcutSite.None }));
        var images = SmallNetworks.Images(3);
        var whole = Pass(network, images);
        using (ProbeScope.On(network).Cut("stage*.block*.shortcut"))
        {
            Assert.Equal(Pass(without, images), Pass(network, images));
        }

        Assert.NotEqual(whole, Pass(without, images));
        Assert.Equal(whole, Pass(network, images));
    }

    [Fact]
    public void Scaling_a_shortcut_scales_what_is_added()
    {
        using var scope = NewDisposeScope();
        using var block = new BottleneckBlock(BlockSpec.Sandglass(8, 8, 2) with { IdentityMultiplier = 0.5 });
        block.eval();
        var x = randn(2, 8, 5, 5);
        var plain = block.call(x);
        using var probes = ProbeScope.On(block).Scale("shortcut", 3);
        var expected = plain + (cat([x.narrow(1, 0, 4), zeros(2, 4, 5, 5)], 1) * 2);
        Assert.True(block.call(x).allclose(expected, 1e-5, 1e-5));
    }

    [Fact]
    public void Channels_come_in_the_order_asked_for()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetworks.Build(SmallNetworks.Plan(BlockFamily.InvertedResidual));
        network.eval();
        var images = SmallNetworks.Images(2);
        using var before = ProbeScope.On(network).Capture("stage1.block1.out");
        network.call(images);
        var plain = before.Activations["stage1.block1.out"];
        using var probes = ProbeScope.On(network).PermuteChannels("stage1.block1.out", [2, 0, 3, 1]).Capture("stage1.block1.out");
        network.call(images);
        var permuted = probes.Activations["stage1.block1.out"];
        var expected = tensor(plain.Values, plain.Shape.ToArray()).index_select(1, tensor(new long[] { 2, 0, 3, 1 }));
        Assert.Equal(expected.contiguous().data<float>().ToArray(), permuted.Values);
    }

    [Fact]
    public void The_oldest_scope_acts_first_and_scopes_end_in_any_order()
    {
        using var scope = NewDisposeScope();
        using var block = new BottleneckBlock(BlockSpec.Sandglass(4, 4, 2));
        var x = ones(1, 4, 3, 3);
        var first = ProbeScope.On(block).Replace("out", value => zeros_like(value));
        var second = ProbeScope.On(block).Replace("out", value => value + 2);
        var third = ProbeScope.On(block).Replace("out", value => value * 3).Capture("out");
        float Out()
        {
            block.call(x);
            return third.Activations["out"].Values[0];
        }

        Assert.Equal(6, Out());
        first.Replace("reduce.out", value => value); // a later pattern opens further modules and keeps the order
        Assert.Equal(6, Out());
        first.Dispose();
        Assert.NotEqual(6, Out());
        second.Dispose();
        third.Dispose();
        Assert.Null(((IHooked)block).Hook);
        Assert.Throws<ObjectDisposedException>(() => third.Capture("out"));
    }

    private static float[] Pass(BottleneckNetwork network, Tensor images) => network.call(images).data<float>().ToArray();
}

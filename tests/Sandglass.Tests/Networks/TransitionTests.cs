using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass.Tests.Networks;

public class TransitionTests
{
    private static readonly BlockSpec[] Blocks = [.. MobileNeXt.Official().Blocks.Select(b => b.Spec)];

    [Fact]
    public void The_released_network_has_20_blocks_33_depthwise_convolutions_and_12_shortcuts()
    {
        Assert.Equal(20, Blocks.Length);
        Assert.Equal(33, Depthwise(MobileNeXt.Official()));
        Assert.Equal(12, Blocks.Count(b => b.Shortcut == ShortcutSite.Ends));
    }

    [Fact]
    public void The_printed_network_has_two_depthwise_convolutions_in_each_of_19_blocks()
    {
        var paper = MobileNeXt.Paper();
        Assert.Equal(19, paper.Blocks.Count());
        Assert.Equal(38, Depthwise(paper));
        Assert.Equal(11, paper.Blocks.Count(b => b.Spec.Shortcut == ShortcutSite.Ends));
        Assert.Equal(40, Depthwise(MobileNeXt.Build(new() { FullTransitions = true })));
    }

    [Fact]
    public void Branch_A_the_first_block_is_full_and_has_no_shortcut() =>
        AssertBlock(Blocks[0], SpatialPlacement.Ends, ShortcutSite.None, ConvSlots.Output, stride: 2);

    [Fact]
    public void Branch_B_widening_at_stride_1_keeps_the_pointwise_convolutions_alone()
    {
        var widening = Blocks.Where(b => b.InChannels != b.OutChannels && b.Stride == 1 && b.OutChannels is not (144 or 1280)).ToArray();
        Assert.Equal([384, 960], widening.Select(b => b.OutChannels));
        Assert.All(widening, b =>
        {
            Assert.Equal((SpatialPlacement.None, ShortcutSite.None), (b.Spatial, b.Shortcut));
            Assert.Equal(Activation.ReLU6, ((ConvSpec)b.Layout.Layers[^1]).Activation); // unlike every other output
        });
    }

    [Fact]
    public void Branch_C_stride_2_drops_the_first_depthwise_convolution()
    {
        var strided = Blocks.Skip(1).Where(b => b.Stride == 2).ToArray();
        Assert.Equal([192, 288, 576], strided.Select(b => b.OutChannels));
        Assert.All(strided, b => AssertBlock(b, SpatialPlacement.OutputOnly, ShortcutSite.None, ConvSlots.Output, stride: 2));
    }

    [Fact]
    public void Branch_D_repeats_and_single_blocks_are_full()
    {
        Assert.All(
            Blocks.Where(b => b.InChannels == b.OutChannels),
            b => AssertBlock(b, SpatialPlacement.Ends, ShortcutSite.Ends, ConvSlots.Output, stride: 1));
        Assert.All(
            Blocks.Where(b => b.OutChannels is 144 or 1280),
            b => AssertBlock(b, SpatialPlacement.Ends, ShortcutSite.None, ConvSlots.Output, stride: 1));
    }

    private static int Depthwise(NetworkPlan plan) =>
        plan.Blocks.Sum(b => b.Spec.Layout.Layers.OfType<ConvSpec>().Count(c => c.IsDepthwise));

    private static void AssertBlock(BlockSpec block, SpatialPlacement spatial, ShortcutSite site, ConvSlots slot, int stride) =>
        Assert.Equal((spatial, site, slot, stride), (block.Spatial, block.Shortcut, block.StrideSlot, block.Stride));
}

using Sandglass.Blocks;

namespace Sandglass.Tests.Blocks;

public class LayoutTests
{
    // One layer a word: name, ! with activation, /2 with stride, × full instead of depthwise.
    public static TheoryData<BlockSpec, string> Printed { get; } = new()
    {
        { BlockSpec.Sandglass(12, 12), "input_depthwise! reduce expand! output_depthwise" },
        { BlockSpec.Sandglass(12, 18, stride: 2), "input_depthwise! reduce expand! output_depthwise/2" },
        { BlockSpec.InvertedResidual(12, 18, stride: 2), "expand! hidden_depthwise!/2 project" },
        { BlockSpec.InvertedResidual(12, 8, 1), "hidden_depthwise! project" },
        { BlockSpec.Bottleneck(12, 18, stride: 2), "reduce! hidden_conv!/2× expand" },
        { PaperVariants.A(12, 18, stride: 2), "reduce hidden_depthwise!/2 expand!" },
        { PaperVariants.B(12, 18, stride: 2), "reduce hidden_depthwise1 hidden_depthwise2! expand!/2" },
        { PaperVariants.C(12, 18, stride: 2), "input_depthwise! expand! project/2 output_depthwise!" },
        { PaperVariants.D(12, 18, stride: 2), "input_depthwise! reduce expand! output_depthwise/2" },
    };

    [Theory]
    [MemberData(nameof(Printed))]
    public void Layers_stand_in_the_published_order_with_the_published_activations(BlockSpec spec, string printed) =>
        Assert.Equal(printed, string.Join(' ', spec.Layout.Layers.Cast<ConvSpec>().Select(Word)));

    [Fact]
    public void Shortcuts_pass_around_the_layers_of_their_site()
    {
        var block = BlockSpec.Sandglass(12, 12) with { Spatial = new(1, 2, 1) };
        Assert.Equal(..6, (block with { Shortcut = ShortcutSite.Ends }).Layout.ShortcutAround);
        Assert.Equal(1..5, (block with { Shortcut = ShortcutSite.Pointwise }).Layout.ShortcutAround);
        Assert.Equal(2..4, (block with { Shortcut = ShortcutSite.Hidden }).Layout.ShortcutAround);
        Assert.Null((block with { Shortcut = ShortcutSite.None }).Layout.ShortcutAround);
    }

    [Theory]
    [InlineData(12, 12, 1, ShortcutSite.Ends)]
    [InlineData(12, 12, 2, ShortcutSite.None)]
    [InlineData(12, 18, 1, ShortcutSite.None)]
    public void A_shortcut_is_there_where_shape_allows(int from, int to, int stride, ShortcutSite site)
    {
        Assert.Equal(site, BlockSpec.Sandglass(from, to, stride: stride).Shortcut);
        Assert.Equal(site, BlockSpec.InvertedResidual(from, to, stride: stride).Shortcut);
        Assert.Equal(site, BlockSpec.Bottleneck(from, to, stride: stride).Shortcut);
    }

    private static string Word(ConvSpec conv)
    {
        var full = conv is { IsPointwise: false, IsDepthwise: false };
        return conv.Name + (conv.IsLinear ? "" : "!") + (conv.Stride == 1 ? "" : "/2") + (full ? "×" : "");
    }
}

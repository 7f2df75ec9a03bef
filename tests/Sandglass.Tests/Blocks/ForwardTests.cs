using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Sandglass.Tests.Blocks;

public class ForwardTests
{
    private static readonly BlockSpec Sandglass = BlockSpec.Sandglass(12, 12, 3);

    [Fact]
    public void A_sandglass_is_what_the_paper_prints() => AssertEqual(
        Sandglass,
        (c, x) =>
        {
            var wide = relu6(c.Depthwise(x, "input_depthwise"));
            var narrow = c.Dense(wide, "reduce");
            return c.Depthwise(relu6(c.Dense(narrow, "expand")), "output_depthwise") + x;
        });

    [Fact]
    public void Its_last_depthwise_convolution_carries_the_stride() => AssertEqual(
        BlockSpec.Sandglass(12, 18, 3, stride: 2),
        (c, x) =>
        {
            var narrow = c.Dense(relu6(c.Depthwise(x, "input_depthwise")), "reduce");
            return c.Depthwise(relu6(c.Dense(narrow, "expand")), "output_depthwise", stride: 2);
        });

    [Fact]
    public void An_inverted_residual_is_the_one_of_MobileNetV2() => AssertEqual(
        BlockSpec.InvertedResidual(12, 12, 4),
        (c, x) => c.Dense(relu6(c.Depthwise(relu6(c.Dense(x, "expand")), "hidden_depthwise")), "project") + x);

    [Fact]
    public void Without_expansion_it_begins_with_the_depthwise_convolution() => AssertEqual(
        BlockSpec.InvertedResidual(12, 8, 1, stride: 2),
        (c, x) => c.Dense(relu6(c.Depthwise(x, "hidden_depthwise", stride: 2)), "project"));

    [Fact]
    public void A_bottleneck_is_the_one_of_ResNet() => AssertEqual(
        BlockSpec.Bottleneck(12, 12, 3),
        (c, x) => relu6(c.Dense(relu6(c.Dense(relu6(c.Dense(x, "reduce")), "hidden_conv")), "expand") + x));

    [Fact]
    public void A_shortcut_can_pass_around_the_pointwise_convolutions_alone() => AssertEqual(
        Sandglass with { Shortcut = ShortcutSite.Pointwise },
        (c, x) =>
        {
            var wide = relu6(c.Depthwise(x, "input_depthwise"));
            return c.Depthwise(relu6(c.Dense(c.Dense(wide, "reduce"), "expand")) + wide, "output_depthwise");
        });

    [Fact]
    public void A_shortcut_can_join_the_hidden_representations() => AssertEqual(
        BlockSpec.Sandglass(12, 18, 3) with { Spatial = new(1, 2, 1), Shortcut = ShortcutSite.Hidden },
        (c, x) =>
        {
            var hidden = c.Dense(relu6(c.Depthwise(x, "input_depthwise")), "reduce");
            var inner = relu6(c.Depthwise(hidden, "hidden_depthwise1"));
            var mixed = relu6(c.Depthwise(inner, "hidden_depthwise2")) + hidden;
            return c.Depthwise(relu6(c.Dense(mixed, "expand")), "output_depthwise");
        });

    [Fact]
    public void A_partial_shortcut_at_the_hidden_width_adds_to_its_first_channels() => AssertEqual(
        BlockSpec.InvertedResidual(12, 18, 2) with { Shortcut = ShortcutSite.Hidden, IdentityMultiplier = 0.5 },
        (c, x) =>
        {
            var hidden = relu6(c.Dense(x, "expand"));
            var mixed = relu6(c.Depthwise(hidden, "hidden_depthwise"));
            mixed = cat([mixed[.., ..12] + hidden[.., ..12], mixed[.., 12..]], 1);
            return c.Dense(mixed, "project");
        });

    private static void AssertEqual(BlockSpec spec, Func<Composition, Tensor, Tensor> byHand)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var block = Composition.Shaken(spec);
        var x = randn(2, spec.InChannels, 9, 8);
        var expected = byHand(new Composition(block), x.clone());
        var actual = block.call(x);
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, 1e-5f * expected.abs().max().item<float>());
        Assert.True(expected.std().item<float>() > 0.1f); // a saturated output would prove little
    }
}

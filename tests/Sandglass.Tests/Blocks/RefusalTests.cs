using CsCheck;
using Sandglass.Blocks;

namespace Sandglass.Tests.Blocks;

public class RefusalTests
{
    private static readonly BlockSpec Block = BlockSpec.Sandglass(12, 12, 3);
    private static readonly BlockSpec Inside = Block with { Spatial = SpatialPlacement.Middle };

    public static TheoryData<string, BlockSpec> Refused { get; } = new()
    {
        { "identity tensor multiplier", Block with { IdentityMultiplier = 1.01 } },
        { "identity tensor multiplier", Block with { IdentityMultiplier = -0.5 } },
        { "identity tensor multiplier", Block with { IdentityMultiplier = double.NaN } },
        { "shortcut over a stride of 2", Block with { Stride = 2 } },
        { "12 and 18 channels", Block with { OutChannels = 18 } },
        { "12 and 18 channels", Block with { OutChannels = 18, Shortcut = ShortcutSite.Pointwise } },
        { "cannot pass over their stride", Strided(ConvSlots.Exit) with { Shortcut = ShortcutSite.Pointwise } },
        { "hidden width needs a convolution", Block with { Shortcut = ShortcutSite.Hidden } },
        { "cannot pass over the stride there", Inside with { Shortcut = ShortcutSite.Hidden, Stride = 2 } },
        { "kernel must be odd", Block with { Kernel = 4 } },
        { "kernel must be odd", Block with { Kernel = 0 } },
        { "kernel must be odd", Block with { Kernel = -3 } },
        { "stride must be 1 or 2, not 3", Block with { Stride = 3, Shortcut = ShortcutSite.None } },
        { "stride must be 1 or 2, not 0", Block with { Stride = 0, Shortcut = ShortcutSite.None } },
        { "5 pointwise groups do not divide 12 → 4 → 12", Block with { PointwiseGroups = 5 } },
        { "0 pointwise groups", Block with { PointwiseGroups = 0 } },
        { "no convolution at Hidden to carry the stride", Strided(ConvSlots.Hidden) },
        { "channel counts must be positive", Block with { HiddenChannels = 0 } },
        { "channel counts must be positive", Block with { InChannels = -12 } },
        { "placement cannot be negative", Block with { Spatial = new(-1, 0, 1) } },
        { "extra pointwise", Block with { ExtraPointwise = -1 } },
        { "squeezed channel", Block with { Excitation = new(true, 0, true, Activation.ReLU, Activation.Sigmoid) } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_built_is_refused_with_its_reason(string reason, BlockSpec spec)
    {
        Assert.Contains(reason, Assert.Throws<InvalidSpecException>(() => spec.Layout).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidSpecException>(() => new BottleneckBlock(spec));
        Assert.StartsWith("Sandglass", spec.ToString(), StringComparison.Ordinal); // it can be shown all the same
    }

    [Theory]
    [InlineData(12, 13)]
    [InlineData(12, 0.5)]
    [InlineData(12, double.NaN)]
    [InlineData(0, 2)]
    public void A_ratio_that_leaves_no_channel_is_refused(int channels, double ratio)
    {
        var refusal = Assert.Throws<InvalidSpecException>(() => BlockSpec.Sandglass(channels, 12, ratio));
        Assert.Contains("ratio", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidSpecException>(() => BlockSpec.Bottleneck(channels, 12, ratio));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void An_expansion_that_leaves_no_channel_is_refused(double expansion) =>
        Assert.Throws<InvalidSpecException>(() => BlockSpec.InvertedResidual(12, 12, expansion));

    [Fact]
    public void Specs_drawn_at_random_build_or_are_refused_with_one_line_and_most_build()
    {
        var (drawn, built) = (0, 0);
        RandomSpecs.All.Sample(
            spec =>
            {
                drawn++;
                try
                {
                    using var block = new BottleneckBlock(spec);
                    built++;
                }
                catch (InvalidSpecException refusal)
                {
                    Assert.DoesNotContain('\n', refusal.Message);
                }
            },
            iter: 500,
            threads: 1);
        Assert.InRange((double)built / drawn, 0.4, 0.9);
    }

    private static BlockSpec Strided(ConvSlots slot) =>
        Block with { Stride = 2, StrideAt = slot, Shortcut = ShortcutSite.None };
}

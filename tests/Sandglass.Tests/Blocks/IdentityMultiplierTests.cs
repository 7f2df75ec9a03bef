using CsCheck;
using static TorchSharp.torch;

namespace Sandglass.Tests.Blocks;

public class IdentityMultiplierTests
{
    private static readonly BlockSpec Block = BlockSpec.Sandglass(20, 20, 5);

    [Theory]
    [InlineData(1.0, 20)]
    [InlineData(1.0 / 2, 10)]
    [InlineData(1.0 / 3, 6)]
    [InlineData(1.0 / 6, 3)]
    [InlineData(0.0, 0)]
    public void The_first_channels_gain_the_input_and_the_rest_nothing(double share, int channels)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var spec = Block with { IdentityMultiplier = share };
        Assert.Equal(channels, spec.IdentityChannels);

        var x = randn(2, 20, 7, 7);
        var plain = Composition.Shaken(Block with { Shortcut = ShortcutSite.None }).call(x);
        var shared = Composition.Shaken(spec).call(x);
        var expected = cat([plain[.., ..channels] + x[.., ..channels], plain[.., channels..]], 1);
        Assert.True(shared.equal(expected).all().item<bool>());
    }

    [Theory]
    [InlineData(1.0 / 2)]
    [InlineData(1.0 / 3)]
    [InlineData(1.0 / 6)]
    [InlineData(0.0)]
    public void It_costs_neither_parameters_nor_multiply_adds(double share)
    {
        var full = Counter.Count(Block, 14);
        var shared = Counter.Count(Block with { IdentityMultiplier = share }, 14);
        Assert.Equal((full.Parameters, full.MultiplyAdds), (shared.Parameters, shared.MultiplyAdds));
        Assert.True(shared.Additions < full.Additions);
    }

    [Fact]
    public void A_share_of_one_nth_is_the_whole_division_of_the_released_code() =>
        Gen.Select(Gen.Int[1, 2000], Gen.Int[1, 64]).Sample((channels, divisor) =>
            (BlockSpec.Sandglass(channels, channels, 1) with { IdentityMultiplier = 1.0 / divisor }).IdentityChannels
            == channels / divisor);
}

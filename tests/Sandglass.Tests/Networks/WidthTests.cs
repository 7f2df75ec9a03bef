using Sandglass.Networks;

namespace Sandglass.Tests.Networks;

public class WidthTests
{
    // Stem, then channels (hidden of the first / of the other blocks) a stage, as the released code builds them.
    [Theory]
    [InlineData(0.35, "16 | 32 (8) | 48 (16) | 64 (16/16) | 104 (32/32) | 136 (32/32) | 200 (32/32) | 336 (64/56) | 1280 (208)")]
    [InlineData(0.5, "16 | 48 (8) | 72 (16) | 96 (16/16) | 144 (32/24) | 192 (32/32) | 288 (48/48) | 480 (80/80) | 1280 (208)")]
    [InlineData(0.75, "24 | 72 (12) | 112 (32) | 144 (32/24) | 216 (48/36) | 288 (48/48) | 432 (80/72) | 720 (128/120) | 1280 (208)")]
    [InlineData(1.0, "32 | 96 (16) | 144 (32) | 192 (32/32) | 288 (48/48) | 384 (64/64) | 576 (96/96) | 960 (160/160) | 1280 (208)")]
    [InlineData(1.4, "48 | 136 (24) | 200 (32) | 272 (48/48) | 400 (64/64) | 536 (96/96) | 808 (128/128) | 1344 (224/224) | 1792 (304)")]
    public void Channels_and_hidden_widths_are_the_released_ones(double width, string widths)
    {
        var plan = MobileNeXt.Official(width);
        Assert.Equal(widths, string.Join(" | ", plan.Stages.Select(Stage).Prepend($"{plan.Stem.OutChannels}")));
    }

    [Theory]
    [InlineData(11.9, 8, 16)] // 8 would lose over 10 %
    [InlineData(12, 8, 16)] // halves go up
    [InlineData(33.6, 8, 32)]
    [InlineData(3, 8, 8)]
    [InlineData(214, 16, 208)]
    [InlineData(24, 16, 32)]
    public void Channels_are_rounded_as_both_networks_do(double channels, int multiple, int rounded) =>
        Assert.Equal(rounded, ChannelRounding.ToMultiple(channels, multiple));

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(17.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Widths_out_of_range_are_refused(double width)
    {
        Func<NetworkPlan>[] plans =
        [
            () => MobileNeXt.Official(width),
            () => MobileNeXt.Paper(width),
            () => MobileNetV2.Plan(width),
            () => ClassicNetwork.Plan(width),
            () => ReleasedAblations.SqueezeExcite(width),
            () => MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, width),
        ];
        Assert.All(plans, plan => Assert.Contains(
            "width multiplier",
            Assert.Throws<Sandglass.Blocks.InvalidSpecException>(plan).Message,
            StringComparison.Ordinal));
    }

    private static string Stage(StagePlan stage) => stage.Blocks is [var only]
        ? $"{only.OutChannels} ({only.HiddenChannels})"
        : $"{stage.Blocks[0].OutChannels} ({stage.Blocks[0].HiddenChannels}/{stage.Blocks[^1].HiddenChannels})";
}

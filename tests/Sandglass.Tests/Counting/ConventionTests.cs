using Sandglass.Counting;
using Sandglass.Networks;

namespace Sandglass.Tests.Counting;

public class ConventionTests
{
    [Theory]
    [InlineData(CountingConvention.ConvolutionsAndLinear, 311.3, 300.8)]
    [InlineData(CountingConvention.WithActivations, 316.9, 306.9)]
    [InlineData(CountingConvention.WithBatchNorm, 327.5, 314.1)]
    [InlineData(CountingConvention.All, 333.1, 320.3)]
    public void Totals_follow_the_convention(CountingConvention convention, double mobileNeXt, double mobileNetV2)
    {
        Assert.Equal(mobileNeXt, Millions(MobileNeXt.Official(), convention));
        Assert.Equal(mobileNetV2, Millions(MobileNetV2.Plan(), convention));
    }

    [Fact]
    public void Flops_are_twice_the_multiply_adds_and_additions_come_on_top()
    {
        var count = Counter.Count(MobileNeXt.Official());
        Assert.Equal(2 * 311_342_592L, count.Total(CountingConvention.Flops));
        Assert.Equal(818_496, count.Total(CountingConvention.AllWithAdditions) - count.Total(CountingConvention.All));
    }

    [Theory]
    [InlineData(1, 818_496)]
    [InlineData(2, 409_248)]
    [InlineData(3, 272_832)]
    [InlineData(4, 204_624)]
    [InlineData(6, 136_416)]
    public void The_identity_multiplier_scales_the_additions_and_nothing_else(int divisor, long additions)
    {
        var full = Counter.Count(MobileNeXt.Official());
        var shared = Counter.Count(MobileNeXt.Official().WithBlocks((_, b) => b with { IdentityMultiplier = 1.0 / divisor }));
        Assert.Equal(
            (additions, full.Parameters, full.MultiplyAdds), (shared.Additions, shared.Parameters, shared.MultiplyAdds));
    }

    [Fact]
    public void The_additions_of_the_narrow_shortcuts_are_fewer() =>
        Assert.Equal(216_384, Counter.Count(MobileNetV2.Plan()).Additions);

    [Fact]
    public void Bytes_are_those_of_single_precision()
    {
        var count = Counter.Count(MobileNeXt.Official());
        Assert.Equal(4 * 3_535_416L, count.WeightBytes);
        Assert.Equal(4 * 32 * 112 * 112, count.Layers[0].OutputBytes);
        Assert.Equal(4 * 1000, count.Layers[^1].OutputBytes);
        Assert.Equal(
            count.Layers.Where(row => row.MultiplyAdds > 0).Sum(row => row.OutputBytes), count.ActivationBytes);
    }

    private static double Millions(NetworkPlan plan, CountingConvention convention) =>
        Math.Round(Counter.Count(plan).Total(convention) / 1e6, 1);
}

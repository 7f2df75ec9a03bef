using Sandglass.Analysis.Ranks;
using Sandglass.Runtime;

namespace Sandglass.Tests.Analysis.Ranks;

public class RankRatioExperimentTests
{
    private static readonly RankRatioExperiment Few = new() { Networks = 3, ChannelRatios = [0.1, 0.4, 1.0], MostOutputs = 48 };

    [Fact]
    public void A_linear_pointwise_convolution_is_the_diagonal()
    {
        // The rank is that of the input: round(ratio · d_out) / d_out, at a tolerance that is rounding alone.
        var curve = Curve(Few with { Tolerance = 1e-6 }, RandomBlock.Pointwise, Activation.None);
        Assert.All(curve, point => Assert.Equal(point.ChannelRatio, point.Mean, 0.02));
        Assert.All(curve, point => Assert.Equal(3, point.RankRatios.Count));
    }

    // ReXNet's figure reads 0.85 at a ratio of 0.1. Counted down to rounding the rank is full: the reading is that of a
    // tolerance near 1 % of the largest singular value.
    [Fact]
    public void A_rectified_pointwise_convolution_has_the_rank_that_the_tolerance_gives_it()
    {
        double AtATenth(double tolerance) =>
            Curve(Few with { Networks = 6, Tolerance = tolerance, ChannelRatios = [0.1] }, RandomBlock.Pointwise, Activation.ReLU6)[0].Mean;

        Assert.Equal(1, AtATenth(1e-6));
        Assert.InRange(AtATenth(0.01), 0.75, 0.97);
        Assert.InRange(AtATenth(0.03), 0.3, 0.7);
    }

    [Fact]
    public void Widening_blocks_are_bounded_by_what_is_narrow_in_them()
    {
        // Six times a tenth of d_out in the inverted residual; a linear bottleneck a sixth, but for its shortcut at ratio 1.
        Assert.InRange(Curve(Few, RandomBlock.InvertedResidual, Activation.ReLU6)[0].Mean, 0.5, 0.7);
        var bottleneck = Curve(Few, RandomBlock.Bottleneck, Activation.None);
        Assert.InRange(bottleneck[0].Mean, 0.12, 1 / 6.0);
        Assert.Equal(bottleneck[0].Mean, bottleneck[1].Mean, 0.03);
        Assert.InRange(bottleneck[2].Mean, 0.9, 1);
    }

    [Fact]
    public void Depthwise_and_full_kernels_find_rank_in_the_neighbourhood()
    {
        Assert.InRange(Curve(Few, RandomBlock.Conv, Activation.None)[0].Mean, 0.8, 1); // nine times a tenth
        Assert.True(Curve(Few, RandomBlock.Sandglass, Activation.None)[0].Mean
            > 3 * Curve(Few with { Side = 1, Maps = 512 }, RandomBlock.Sandglass, Activation.None)[0].Mean);
    }

    [Fact]
    public void The_same_seed_gives_the_same_curve()
    {
        Assert.Equal(
            Curve(Few, RandomBlock.Sandglass, Activation.ReLU6).SelectMany(p => p.RankRatios),
            Curve(Few, RandomBlock.Sandglass, Activation.ReLU6).SelectMany(p => p.RankRatios));
    }

    [Fact]
    public void Too_few_samples_are_refused() => Assert.Contains(
        "use more or larger maps",
        Assert.Throws<WorkbenchException>(() => Curve(Few with { Side = 2 }, RandomBlock.Conv, Activation.None)).Message);

    private static IReadOnlyList<RankRatioPoint> Curve(RankRatioExperiment experiment, RandomBlock block, Activation activation) =>
        experiment.Curve(block, activation, new RandomStreams(5));
}

using Sandglass.Analysis.Ranks;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Statistics;

namespace Sandglass.Display.Figures;

/// <summary>Builds the figure of rank ratios of random networks.</summary>
internal static class RankRatioCurves
{
    public static Figure Build(IReadOnlyList<RankRatioPoint> points)
    {
        Seeds.Require(points);
        var x = new Axis("Input over output channels", 0, 1.05);
        var y = new Axis("Rank of the output over its channels", 0, 1.05);
        return new Figure(
            "rank-ratios",
            "Rank ratios of random blocks",
            FormattableString.Invariant($"Mean over {points.Min(p => p.RankRatios.Count)} random networks a point with its 95 % t interval; inputs are Gaussian, 1×1 and 3×3 alone are single convolutions, and the block's shortcut is added where its ends have equal channels. Grey, dotted: as much rank as the input has."),
            [
                .. points.GroupBy(p => p.Activation).Select(activation => new Panel(
                    activation.Key == Activation.None ? "Linear" : $"{activation.Key}",
                    x,
                    y,
                    [Diagonal(), .. activation.GroupBy(p => p.Block).OrderBy(block => block.Key).Select(block => Curve(block.Key, block))])),
            ]);
    }

    private static Series Diagonal() => new(NullPalette.Of("Input", LineForm.Dotted), Spread.Band, [new(0, 0), new(1, 1)])
    {
        IsNull = true,
    };

    private static Series Curve(RandomBlock block, IEnumerable<RankRatioPoint> points)
    {
        var style = StyleOf(block);
        return new Series(style, Spread.Bars, [.. points.OrderBy(p => p.ChannelRatio).Select(p => Mark(p, style.Name))]);
    }

    private static SeriesStyle StyleOf(RandomBlock block) => block switch
    {
        RandomBlock.Bottleneck => FamilyPalette.For(BlockFamily.Bottleneck),
        RandomBlock.InvertedResidual => FamilyPalette.For(BlockFamily.InvertedResidual),
        RandomBlock.Sandglass => FamilyPalette.For(BlockFamily.Sandglass),
        RandomBlock.Pointwise => NullPalette.Found("1×1 alone"),
        _ => NullPalette.Found("3×3 alone") with { Line = LineForm.Dashed, Marker = MarkerForm.Square },
    };

    private static Mark Mark(RankRatioPoint point, string name)
    {
        var interval = TInterval.OfMean([.. point.RankRatios]);
        return new Mark(
            point.ChannelRatio,
            Digits.Keep(interval.Mean),
            Digits.Keep(Math.Max(0, interval.Low)),
            Digits.Keep(Math.Min(1, interval.High)),
            FormattableString.Invariant($"{name}, {point.ChannelRatio:0.##} of the channels in\n{interval.Mean:0.###}"));
    }
}

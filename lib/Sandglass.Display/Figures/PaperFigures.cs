using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Paper;

namespace Sandglass.Display.Figures;

/// <summary>The paper's own figures, redrawn from its published numbers.</summary>
internal static class PaperFigures
{
    /// <summary>Fig. 1: published top-1 accuracy (%) against parameters (M), as printed and as counted.</summary>
    /// <param name="points">The points, of MobileNeXt and MobileNetV2.</param>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static Figure AccuracyAgainstParameters(IReadOnlyList<PublishedPoint> points)
    {
        Seeds.Require(points);
        var panel = new Panel(
            "",
            Axis.Around("Parameters (M)", points.SelectMany(p => new[] { p.PrintedParameters, Millions(p) })),
            Axis.Around("Published top-1 accuracy on ImageNet (%)", points.Select(p => p.Top1)),
            [.. points.GroupBy(p => p.Network.Network).SelectMany(network => Lines([.. network.OrderByDescending(p => p.Network.Width)]))]);
        return new Figure(
            "paper-figure-1",
            "Fig. 1 redrawn: accuracy against parameters",
            "Accuracies as published, one run each, without an interval. Filled, solid: parameters counted from the networks. Open, dotted: parameters as printed.",
            [LabelPlacement.Place(panel)]);
    }

    private static IEnumerable<Series> Lines(IReadOnlyList<PublishedPoint> points)
    {
        var isSandglass = points[0].Network.Network == "mobilenext";
        var style = FamilyPalette.For(isSandglass ? BlockFamily.Sandglass : BlockFamily.InvertedResidual) with { Name = isSandglass ? "MobileNeXt" : "MobileNetV2", Line = LineForm.Solid };
        yield return new Series(style, Spread.Bars, [.. points.Select(p => Mark(p, Millions(p), isCounted: true))]);
        yield return new Series(
            style with { Name = $"{style.Name} printed", Line = LineForm.Dotted },
            Spread.Bars,
            [.. points.Select(p => Mark(p, p.PrintedParameters, isCounted: false))]);
    }

    private static Mark Mark(PublishedPoint point, double parameters, bool isCounted)
    {
        var words = FormattableString.Invariant($"{point.Network}\n{parameters:0.##}M parameters {(isCounted ? "counted" : "printed")}\n{point.Top1:0.0#} % published");
        return new Mark(parameters, point.Top1, isCounted || point.Caveat.Length == 0 ? words : $"{words}\n{point.Caveat}")
        {
            Label = isCounted ? FormattableString.Invariant($"{point.Network.Width}x") : null,
            Filled = isCounted,
        };
    }

    private static double Millions(PublishedPoint point) => point.Parameters / 1e6;
}

using System.Globalization;
using Sandglass.Analysis.Manifold;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;

namespace Sandglass.Display.Figures;

/// <summary>The figure of MobileNetV2's argument: a curve that goes through a random layer and comes back.</summary>
internal static class ManifoldFigures
{
    private const int Thinning = 9;
    private const double Half = 1.15;
    private const double Aspect = 0.8; // width over height of a panel's data area in two rows of three

    /// <summary>The spiral and what comes back of it, one panel a dimension, and the error of all draws by dimension.</summary>
    /// <param name="draws">One draw a dimension at least; the first of each is shown.</param>
    /// <exception cref="ArgumentException">There is no draw.</exception>
    public static Figure Spirals(IReadOnlyList<RandomEmbedding> draws)
    {
        Seeds.Require(draws);
        var dimensions = draws.GroupBy(d => d.Dimension).OrderBy(d => d.Key).Select(d => d.ToArray()).ToArray();
        var most = dimensions.Max(d => d.Length);
        return new Figure(
            "spirals",
            $"A spiral through a random layer and {draws[0].Activation}, and back",
            FormattableString.Invariant($"Grey: the curve X. Black: sX', X' = T⁺f(TX) with T normal, n×2, and s fitted. Error: ‖X − sX'‖ / ‖X‖, 0 when all comes back.{(most > 1 ? FormattableString.Invariant($" Last panel: mean and least to greatest of {most} draws; the spirals are the first of them.") : "")}"),
            [.. dimensions.Select(draw => Spiral(draw[0])), .. most > 1 ? [Errors(dimensions)] : Array.Empty<Panel>()])
        {
            Columns = 3,
        };
    }

    private static Panel Spiral(RandomEmbedding draw)
    {
        var radius = draw.Curve.Max(p => Math.Max(Math.Abs(p.X), Math.Abs(p.Y)));
        return new Panel(
            FormattableString.Invariant($"n = {draw.Dimension}: error {draw.Error:0.00}"),
            new Axis("x₁", -Half * radius, Half * radius),
            new Axis("x₂", -Half * radius / Aspect, Half * radius / Aspect),
            [
                Line(draw.Curve, 1, NullPalette.Of("Curve", LineForm.Solid), isNull: true),
                Line(draw.Reconstruction, draw.Scale, NullPalette.Found("What comes back"), isNull: false),
            ])
        {
            HasEqualScales = true,
        };
    }

    private static Series Line(IReadOnlyList<PlanePoint> points, double scale, SeriesStyle style, bool isNull) =>
        new(style, Spread.Band, [.. points.Where((_, i) => i % Thinning == 0).Select(p => new Mark(Digits.Keep(scale * p.X), Digits.Keep(scale * p.Y)))])
        {
            IsNull = isNull,
        };

    private static Panel Errors(RandomEmbedding[][] dimensions)
    {
        Mark[] marks =
        [
            .. dimensions.Select((draws, i) => (At: i, Dimension: draws[0].Dimension, Errors: draws.Select(d => d.Error).ToArray()))
                .Select(d => new Mark(d.At, Digits.Keep(d.Errors.Average()), Digits.Keep(d.Errors.Min()), Digits.Keep(d.Errors.Max()), FormattableString.Invariant($"n = {d.Dimension}\n{d.Errors.Average():0.###} ({d.Errors.Min():0.###} to {d.Errors.Max():0.###})"))),
        ];
        return new Panel(
            "Error by dimension",
            Axis.OfWords("Dimension n", [.. dimensions.Select(draws => draws[0].Dimension.ToString(CultureInfo.InvariantCulture))]),
            new Axis("Error (share of the length)", 0, 1),
            [new Series(NullPalette.Found("Error"), Spread.Bars, marks) { InLegend = false }]);
    }
}

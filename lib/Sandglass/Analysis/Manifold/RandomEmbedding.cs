using Sandglass.Runtime;

namespace Sandglass.Analysis.Manifold;

/// <summary>
/// MobileNetV2's picture of information loss (arXiv 1801.04381, Fig. 1): a spiral X in the plane goes through a random
/// n×2 matrix T and an activation f and comes back through the pseudo-inverse, X' = T⁺ f(T X). The paper shows pictures;
/// the error is ours.
/// </summary>
/// <param name="Dimension">n.</param>
/// <param name="Activation">f.</param>
/// <param name="Curve">X, from near the centre to the rim.</param>
/// <param name="Reconstruction">X', point by point.</param>
internal sealed record RandomEmbedding(
    int Dimension, Activation Activation, IReadOnlyList<PlanePoint> Curve, IReadOnlyList<PlanePoint> Reconstruction)
{
    private const int Points = 500;

    /// <summary>The n of the paper's picture.</summary>
    public static IReadOnlyList<int> PaperDimensions { get; } = [2, 3, 5, 15, 30];

    /// <summary>The factor s that brings sX' closest to X; about 2 for ReLU, which lets half of the values through.</summary>
    public double Scale => Norm(Reconstruction) is var norm && norm > 0
        ? Curve.Zip(Reconstruction, (x, y) => (x.X * y.X) + (x.Y * y.Y)).Sum() / norm
        : 0;

    /// <summary>‖X − sX'‖ / ‖X‖, in [0, 1]: 0 when the curve comes back whole, 1 when nothing of it does.</summary>
    public double Error
    {
        get
        {
            var s = Scale;
            var missed = Curve.Zip(Reconstruction, (x, y) => new PlanePoint(x.X - (s * y.X), x.Y - (s * y.Y)));
            return Math.Sqrt(Norm(missed) / Norm(Curve));
        }
    }

    /// <summary>Share of the points that come back at the origin, because every unit was off.</summary>
    public double LostPoints => Reconstruction.Count(p => p is { X: 0, Y: 0 }) / (double)Reconstruction.Count;

    /// <summary>Draws T from a standard normal distribution and sends the spiral there and back.</summary>
    /// <param name="dimension">n, at least 2.</param>
    /// <param name="streams">Where T comes from: the stream <c>embedding/n</c>.</param>
    /// <param name="activation">f; null: ReLU.</param>
    /// <param name="radius">Radius of the spiral; ReLU6 clips visibly from about 6 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is below 2 or the radius is not positive.</exception>
    public static RandomEmbedding Draw(
        int dimension, RandomStreams streams, Activation? activation = null, double radius = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 2);
        activation ??= Activation.ReLU;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radius);
        var stream = streams.Open(FormattableString.Invariant($"embedding/{dimension}"));
        var rows = new PlanePoint[dimension];
        for (var i = 0; i < dimension; i++)
        {
            rows[i] = new PlanePoint(stream.NextGaussian(), stream.NextGaussian());
        }

        var curve = Spiral.Points(Points, radius);
        return new RandomEmbedding(dimension, activation, curve, [.. curve.Select(x => ThereAndBack(rows, activation, x))]);
    }

    /// <summary>The errors of many draws of T, one a seed.</summary>
    /// <param name="dimension">n, at least 2.</param>
    /// <param name="seeds">One seed a draw.</param>
    /// <param name="activation">f; null: ReLU.</param>
    /// <param name="radius">Radius of the spiral.</param>
    public static IReadOnlyList<double> Errors(
        int dimension, IEnumerable<int> seeds, Activation? activation = null, double radius = 1) =>
        [.. seeds.Select(seed => Draw(dimension, new RandomStreams(seed), activation, radius).Error)];

    // T⁺ = (TᵀT)⁻¹Tᵀ, and TᵀT is 2×2.
    private static PlanePoint ThereAndBack(PlanePoint[] rows, Activation activation, PlanePoint x)
    {
        var (xx, xy, yy, right, up) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var row in rows)
        {
            var unit = activation.Of((row.X * x.X) + (row.Y * x.Y));
            (xx, xy, yy) = (xx + (row.X * row.X), xy + (row.X * row.Y), yy + (row.Y * row.Y));
            (right, up) = (right + (row.X * unit), up + (row.Y * unit));
        }

        var determinant = (xx * yy) - (xy * xy);
        return new PlanePoint(((yy * right) - (xy * up)) / determinant, ((xx * up) - (xy * right)) / determinant);
    }

    private static double Norm(IEnumerable<PlanePoint> points) => points.Sum(p => (p.X * p.X) + (p.Y * p.Y));
}

/// <summary>A point of the plane.</summary>
/// <param name="X">Coordinate to the right.</param>
/// <param name="Y">Coordinate upwards.</param>
internal readonly record struct PlanePoint(double X, double Y);

/// <summary>The curve that MobileNetV2's picture embeds: an Archimedean spiral around the origin.</summary>
internal static class Spiral
{
    private const int Turns = 2;

    /// <summary>Points in order from near the centre to the rim.</summary>
    internal static PlanePoint[] Points(int count, double radius) =>
    [
        .. Enumerable.Range(1, count).Select(i =>
        {
            var (share, angle) = ((double)i / count, 2 * Math.PI * Turns * i / count);
            return new PlanePoint(radius * share * Math.Cos(angle), radius * share * Math.Sin(angle));
        }),
    ];
}

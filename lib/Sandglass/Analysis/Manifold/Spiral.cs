namespace Sandglass.Analysis.Manifold;

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

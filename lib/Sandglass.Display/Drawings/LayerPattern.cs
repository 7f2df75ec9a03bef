using Sandglass.Blocks;

namespace Sandglass.Display.Drawings;

/// <summary>
/// The pattern inside a layer, which says how channels meet: lines that stay apart for a depthwise convolution, lines
/// from every channel to every other for a pointwise one, both over a darker ground for a full one. A layer of the user's
/// own has none, since nobody knows.
/// </summary>
internal static class LayerPattern
{
    private const double Apart = 9;
    private const int Fan = 4;

    /// <summary>The layer between two thicknesses around a middle line, pixels.</summary>
    public static IEnumerable<Shape> Of(
        LayerSpec layer, double left, double right, double middle, double from, double to, string colour)
    {
        var conv = layer as ConvSpec;
        var full = conv is { IsDepthwise: false, IsPointwise: false };
        var ground = conv is null ? null : Tint.Of(colour, full ? 0.45 : 0.16);
        yield return new Area(
            layer.Name,
            [
                new(left, middle - (from / 2)), new(right, middle - (to / 2)),
                new(right, middle + (to / 2)), new(left, middle + (from / 2)),
            ],
            ground ?? Tint.Of(colour, 0.06),
            colour);
        var lines = conv switch
        {
            null => layer is SqueezeExciteSpec ? Gate(left, right, middle, from) : [],
            { IsPointwise: true } => Fans(left, right, middle, from, to),
            { IsDepthwise: true } => Stripes(left, right, middle, from),
            _ => [.. Stripes(left, right, middle, from), .. Fans(left, right, middle, from, to)],
        };
        foreach (var (start, end) in lines)
        {
            yield return new Stroke([start, end], Tint.Of(colour, 0.75), 1);
        }
    }

    private static IEnumerable<(Place, Place)> Stripes(double left, double right, double middle, double thickness)
    {
        var count = Math.Max(1, (int)Math.Round(thickness / Apart) - 1);
        return Levels(middle, thickness, count).Select(y => (new Place(left, y), new Place(right, y)));
    }

    private static IEnumerable<(Place, Place)> Fans(double left, double right, double middle, double from, double to) =>
        Levels(middle, from, Fan).SelectMany(start =>
            Levels(middle, to, Fan).Select(end => (new Place(left, start), new Place(right, end))));

    // To the mean of every channel and back to a factor for every channel.
    private static IEnumerable<(Place, Place)> Gate(double left, double right, double middle, double thickness)
    {
        var centre = (left + right) / 2;
        return Levels(middle, thickness, 2 * Fan).SelectMany(y => new[]
        {
            (new Place(left, y), new Place(centre, middle)),
            (new Place(centre, middle), new Place(right, y)),
        });
    }

    private static IEnumerable<double> Levels(double middle, double thickness, int count) =>
        Enumerable.Range(1, count).Select(i => middle - (thickness / 2) + (thickness * i / (count + 1)));
}

namespace Sandglass.Detection.Boxes;

/// <summary>The priors of one feature map: each of its places has the same boxes around its centre.</summary>
/// <param name="Stride">Pixels between neighbouring centres.</param>
/// <param name="MinSize">Side of the small square, pixels; the oblong boxes have its area.</param>
/// <param name="MaxSize">The large square has the geometric mean of both sizes for its side.</param>
/// <param name="Ratios">Ratios of the oblong boxes' sides, each lying and standing.</param>
public sealed record PriorLevel(int Stride, double MinSize, double MaxSize, IReadOnlyList<double> Ratios)
{
    /// <summary>Boxes a place.</summary>
    public int PerPlace => 2 + (2 * Ratios.Count);
}

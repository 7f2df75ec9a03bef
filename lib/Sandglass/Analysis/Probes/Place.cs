namespace Sandglass.Analysis.Probes;

/// <summary>A named place of a network or block, where a tensor can be seen or replaced.</summary>
/// <param name="Name">Dotted name, such as <c>stage3.block2.reduce.out</c>.</param>
/// <param name="Shape">[C, H, W] of one image; [features] from the pool on.</param>
public sealed record Place(string Name, IReadOnlyList<int> Shape)
{
    /// <summary>Channels, or features.</summary>
    public int Channels => Shape[0];

    /// <summary>Numbers an image.</summary>
    public long Elements => Shape.Aggregate(1L, (product, side) => product * side);
}

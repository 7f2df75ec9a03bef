namespace Sandglass.Blocks;

/// <summary>How many spatial (k×k) convolutions sit at each of a block's three widths.</summary>
/// <param name="Input">At the input width, before the first pointwise convolution.</param>
/// <param name="Hidden">At the hidden width, between the pointwise convolutions.</param>
/// <param name="Output">At the output width, after the second pointwise convolution.</param>
public readonly record struct SpatialPlacement(int Input, int Hidden, int Output)
{
    /// <summary>One at either end: the sandglass block, and the paper's variant (c).</summary>
    public static SpatialPlacement Ends { get; } = new(1, 0, 1);

    /// <summary>One in the middle: the inverted residual, and the paper's variant (a).</summary>
    public static SpatialPlacement Middle { get; } = new(0, 1, 0);

    /// <summary>Two in the middle: the paper's variant (b), and "MobileNetV2 plus a depthwise".</summary>
    public static SpatialPlacement MiddleTwice { get; } = new(0, 2, 0);

    /// <summary>One at the output only: the released code's stride-2 transitions.</summary>
    public static SpatialPlacement OutputOnly { get; } = new(0, 0, 1);

    /// <summary>Pointwise convolutions only: the released code's stride-1 transitions.</summary>
    public static SpatialPlacement None { get; } = new(0, 0, 0);
}

namespace Sandglass.Compute;

/// <summary>What a unit begins with.</summary>
internal enum UnitKind
{
    /// <summary>Its BatchNorm: the input is normalised as it is. Only the first unit of a chain may be so.</summary>
    Norm,

    /// <summary>A depthwise convolution, padded so that stride 1 keeps the size.</summary>
    Depthwise,

    /// <summary>A 1×1 convolution of stride 1.</summary>
    Pointwise,
}

/// <summary>An activation that cuts its input off: min(max(x, least), most).</summary>
/// <param name="Least">Lower bound.</param>
/// <param name="Most">Upper bound.</param>
internal readonly record struct Bounds(float Least, float Most)
{
    /// <summary>No activation.</summary>
    internal static Bounds None { get; } = new(float.NegativeInfinity, float.PositiveInfinity);

    /// <summary>max(0, x).</summary>
    internal static Bounds ReLU { get; } = new(0, float.PositiveInfinity);

    /// <summary>min(max(0, x), 6).</summary>
    internal static Bounds ReLU6 { get; } = new(0, 6);
}

/// <summary>A convolution, its BatchNorm and its activation.</summary>
/// <param name="Kind">What stands before the BatchNorm.</param>
/// <param name="In">Channels of the input.</param>
/// <param name="Out">Channels of the output.</param>
/// <param name="Kernel">Side of the kernel, odd.</param>
/// <param name="Stride">1 or 2.</param>
/// <param name="Activation">What follows the BatchNorm.</param>
/// <param name="Epsilon">Added to the variance before its root.</param>
/// <param name="Dilation">Of a depthwise kernel.</param>
/// <param name="IsNormalized">Whether there is a BatchNorm.</param>
internal sealed record Unit(
    UnitKind Kind, int In, int Out, int Kernel, int Stride, Bounds Activation, double Epsilon = 1e-5, int Dilation = 1, bool IsNormalized = true)
{
    internal static Unit Norm(int channels, Bounds activation) => new(UnitKind.Norm, channels, channels, 1, 1, activation);

    internal static Unit Depthwise(int channels, int kernel, int stride, Bounds activation) =>
        new(UnitKind.Depthwise, channels, channels, kernel, stride, activation);

    internal static Unit Pointwise(int from, int to, Bounds activation) => new(UnitKind.Pointwise, from, to, 1, 1, activation);
}

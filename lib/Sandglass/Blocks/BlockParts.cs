namespace Sandglass;

/// <summary>The three ways to arrange a narrow and a wide representation around a shortcut (paper Fig. 2).</summary>
public enum BlockFamily
{
    /// <summary>Classic bottleneck: wide ends, convolution at the narrow middle, shortcut between the wide ends.</summary>
    Bottleneck,

    /// <summary>Inverted residual (MobileNetV2): narrow ends, depthwise convolution at the wide middle, shortcut between the narrow ends.</summary>
    InvertedResidual,

    /// <summary>Sandglass (MobileNeXt): wide ends that carry the depthwise convolutions and the shortcut, narrow middle.</summary>
    Sandglass,
}

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

/// <summary>
/// The places a convolution can have in a block, in the order in which data meets them:
/// <code>
/// input width    Input        spatial, usually depthwise
///                Entry        pointwise, input width → hidden width
/// hidden width   InnerHidden  every spatial convolution but the last
///                Hidden       the last spatial convolution
///                Exit         pointwise, hidden width → output width
/// output width   Output       spatial, usually depthwise
/// </code>
/// </summary>
[Flags]
public enum ConvSlots
{
    /// <summary>No place.</summary>
    None = 0,

    /// <summary>Spatial convolutions at the input width.</summary>
    Input = 1,

    /// <summary>The pointwise convolution from input to hidden width.</summary>
    Entry = 2,

    /// <summary>Spatial convolutions at the hidden width, all but the last.</summary>
    InnerHidden = 4,

    /// <summary>The last spatial convolution at the hidden width.</summary>
    Hidden = 8,

    /// <summary>The pointwise convolution from hidden to output width.</summary>
    Exit = 16,

    /// <summary>Spatial convolutions at the output width.</summary>
    Output = 32,
}

/// <summary>Where the shortcut attaches.</summary>
public enum ShortcutSite
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>From the block's input to its output.</summary>
    Ends,

    /// <summary>Around the two pointwise convolutions and what lies between, inside any spatial ones at the ends.</summary>
    Pointwise,

    /// <summary>Around the spatial convolutions at the hidden width: between the representations that are narrow in a
    /// sandglass or classic bottleneck and wide in an inverted residual.</summary>
    Hidden,
}

/// <summary>Where a block has squeeze-and-excitation and how wide it is.</summary>
/// <param name="AtHidden">True: on the hidden representation; false: on the block's output, before the shortcut.</param>
/// <param name="Squeezed">Channels between its two 1×1 convolutions.</param>
/// <param name="Normalized">True: BatchNorm and no bias; false: bias and no BatchNorm.</param>
/// <param name="Inner">Activation between them.</param>
/// <param name="Gate">Activation of the gate.</param>
public sealed record SqueezeExcitation(
    bool AtHidden, int Squeezed, bool Normalized, Activation Inner, Activation Gate);

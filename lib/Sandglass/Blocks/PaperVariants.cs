namespace Sandglass;

/// <summary>
/// The four blocks that the paper compares (Fig. 4, table "number and location of depthwise convolutions"). All have a
/// shortcut between their ends where shape allows.
/// <code>
/// (a)  1×1 reduce ─ dw ─ 1×1 expand              wide shortcut, one depthwise in the bottleneck
/// (b)  1×1 reduce ─ dw ─ dw ─ 1×1 expand         wide shortcut, two depthwise in the bottleneck
/// (c)  dw ─ 1×1 expand ─ 1×1 project ─ dw        narrow shortcut, depthwise at the narrow ends
/// (d)  dw ─ 1×1 reduce ─ 1×1 expand ─ dw         wide shortcut, depthwise at the wide ends: the sandglass
/// </code>
/// Activations and strides follow the released files for (b) and (c), where the second pointwise convolution carries the
/// stride. (a) was not released; its cost is known, and shows that its depthwise convolution carries the stride.
/// </summary>
public static class PaperVariants
{
    /// <summary>(a): a classic bottleneck with one depthwise convolution inside.</summary>
    /// <inheritdoc cref="BlockSpec.Sandglass" path="/param"/>
    public static BlockSpec A(int inChannels, int outChannels, double reduction = 6, int stride = 1) =>
        InsideBottleneck(
            BlockSpec.Sandglass(inChannels, outChannels, reduction, stride), SpatialPlacement.Middle, ConvSlots.Hidden);

    /// <summary>(b): a classic bottleneck with two depthwise convolutions inside, the first linear.</summary>
    /// <inheritdoc cref="BlockSpec.Sandglass" path="/param"/>
    public static BlockSpec B(int inChannels, int outChannels, double reduction = 6, int stride = 1) =>
        InsideBottleneck(
            BlockSpec.Sandglass(inChannels, outChannels, reduction, stride), SpatialPlacement.MiddleTwice, ConvSlots.Exit);

    /// <summary>(c): an inverted residual whose depthwise convolutions sit at its narrow ends.</summary>
    /// <inheritdoc cref="BlockSpec.InvertedResidual" path="/param"/>
    public static BlockSpec C(int inChannels, int outChannels, double expansion = 6, int stride = 1) =>
        AtNarrowEnds(BlockSpec.InvertedResidual(inChannels, outChannels, expansion, stride));

    /// <summary>(d): the sandglass.</summary>
    /// <inheritdoc cref="BlockSpec.Sandglass" path="/param"/>
    public static BlockSpec D(int inChannels, int outChannels, double reduction = 6, int stride = 1) =>
        BlockSpec.Sandglass(inChannels, outChannels, reduction, stride);

    /// <summary>All four with their names, with as many channels at their wide places; the ends of (c) are its narrow ones.</summary>
    /// <param name="channels">Channels of the wide places, a multiple of the ratio.</param>
    /// <param name="ratio">Wide channels a narrow one.</param>
    public static IReadOnlyList<(string Name, BlockSpec Spec)> All(int channels, int ratio = 6) =>
    [
        ("(a)", A(channels, channels, ratio)),
        ("(b)", B(channels, channels, ratio)),
        ("(c)", C(channels / ratio, channels / ratio, ratio)),
        ("(d)", D(channels, channels, ratio)),
    ];

    /// <summary>A sandglass with its depthwise convolutions moved inside the bottleneck.</summary>
    public static BlockSpec InsideBottleneck(BlockSpec sandglass, SpatialPlacement spatial, ConvSlots strideAt) => sandglass with
    {
        Family = BlockFamily.Bottleneck,
        Spatial = spatial,
        StrideAt = strideAt,
        Linear = ConvSlots.Entry | ConvSlots.InnerHidden,
    };

    /// <summary>An inverted residual with its depthwise convolution moved to, and doubled at, its narrow ends.</summary>
    public static BlockSpec AtNarrowEnds(BlockSpec inverted) => inverted with
    {
        Spatial = SpatialPlacement.Ends,
        StrideAt = ConvSlots.Exit,
        Linear = ConvSlots.Exit,
    };
}

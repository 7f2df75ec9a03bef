using System.Text.Json.Serialization;
using Sandglass.Blocks;

namespace Sandglass;

/// <summary>
/// A bottleneck block as data. One type spans the classic bottleneck, the inverted residual, the sandglass, the paper's
/// variants (a)–(d) and everything between; the module, the counts, the drawing and the export all read its
/// <see cref="Layout"/>, so they cannot disagree.
/// <code>
///  x ──► Input k×k ──► Entry 1×1 ──► Hidden k×k ──► Exit 1×1 ──► Output k×k ──► (+) ──►
///  │     at input width             at hidden width              at output width  ▲
///  └──────────────────────────── shortcut (Ends) ────────────────────────────────┘
/// </code>
/// Start from <see cref="Sandglass"/>, <see cref="InvertedResidual"/> or <see cref="Bottleneck"/> and change a property
/// with <c>with</c>. A spec is checked when its layout is taken.
/// </summary>
public sealed record BlockSpec
{
    /// <summary>The family it was derived from; decides names and colours, not the arithmetic.</summary>
    public required BlockFamily Family { get; init; }

    /// <summary>Channels of the input.</summary>
    public required int InChannels { get; init; }

    /// <summary>Channels between the two pointwise convolutions.</summary>
    public required int HiddenChannels { get; init; }

    /// <summary>Channels of the output.</summary>
    public required int OutChannels { get; init; }

    /// <summary>How many spatial convolutions sit at each width.</summary>
    public required SpatialPlacement Spatial { get; init; }

    /// <summary>Step of the block, carried by the convolution at <see cref="StrideSlot"/>.</summary>
    [Released("1")]
    public int Stride { get; init; } = 1;

    /// <summary>The convolution that carries the stride; null: the first spatial one at the output, else the first
    /// at the hidden width, else the first at the input, else <see cref="ConvSlots.Exit"/>.</summary>
    public ConvSlots? StrideAt { get; init; }

    /// <summary>Side of the spatial kernels.</summary>
    [Released("3")]
    public int Kernel { get; init; } = 3;

    /// <summary>Slots whose convolutions are followed by no activation.</summary>
    [Released("\"none\"")]
    public ConvSlots Linear { get; init; }

    /// <summary>Slots whose spatial convolutions are full instead of depthwise (the ResNet bottleneck).</summary>
    [Released("\"none\"")]
    public ConvSlots Dense { get; init; }

    /// <summary>Activation of the slots that are not linear.</summary>
    [Released("\"reLU6\"")]
    public Activation Activation { get; init; } = Activation.ReLU6;

    /// <summary>Where the shortcut attaches.</summary>
    [Released("\"none\"")]
    public ShortcutSite Shortcut { get; init; }

    /// <summary>True: <see cref="Activation"/> is applied after the addition, as in ResNet.</summary>
    [Released("false")]
    public bool ActivateSum { get; init; }

    /// <summary>The identity tensor multiplier α in [0, 1]: the share of channels, counted from the first, to which the
    /// shortcut adds (paper, section on identity tensors).</summary>
    [Released("1")]
    public double IdentityMultiplier { get; init; } = 1.0;

    /// <summary>Groups of the two pointwise convolutions.</summary>
    [Released("1")]
    public int PointwiseGroups { get; init; } = 1;

    /// <summary>Extra linear 1×1 convolutions at the hidden width.</summary>
    [Released("0")]
    public int ExtraPointwise { get; init; }

    /// <summary>Squeeze-and-excitation, if any.</summary>
    public SqueezeExcitation? Excitation { get; init; }

    /// <summary>A layer of the user's own, if any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // so that specs without one are written as they were
    public OwnLayer? OwnLayer { get; init; }

    /// <summary>ε of every BatchNorm.</summary>
    [Released("1E-05")]
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>Width of the wider end over the hidden width, or its inverse in an inverted residual.</summary>
    public double Ratio => Family == BlockFamily.InvertedResidual
        ? (double)HiddenChannels / InChannels
        : (double)InChannels / HiddenChannels;

    /// <summary>The slot that carries the stride.</summary>
    public ConvSlots StrideSlot => StrideAt ?? this switch
    {
        { Spatial.Output: > 0 } => ConvSlots.Output,
        { Spatial.Hidden: > 1 } => ConvSlots.InnerHidden,
        { Spatial.Hidden: 1 } => ConvSlots.Hidden,
        { Spatial.Input: > 0 } => ConvSlots.Input,
        _ => ConvSlots.Exit,
    };

    /// <summary>An inverted residual with t = 1 has nothing to expand, and leaves the first pointwise convolution out
    /// (MobileNetV2).</summary>
    public bool OmitsEntry => Family == BlockFamily.InvertedResidual && HiddenChannels == InChannels;

    /// <summary>Channels to which the shortcut adds, ⌊α·C⌋ as in the released code.</summary>
    public int IdentityChannels => Shortcut switch
    {
        ShortcutSite.None => 0,
        ShortcutSite.Hidden => Share(HiddenChannels),
        _ => Share(OutChannels),
    };

    /// <summary>The layers in order and the place of the shortcut.</summary>
    /// <exception cref="InvalidSpecException">The spec cannot be built.</exception>
    internal BlockLayout Layout => BlockLayout.Of(this);

    /// <summary>
    /// Sandglass (paper, operator table): depthwise + ReLU6, linear reduction, expansion + ReLU6, linear depthwise that
    /// carries the stride. The shortcut joins the wide ends where shape allows.
    /// </summary>
    /// <param name="inChannels">M.</param>
    /// <param name="outChannels">N.</param>
    /// <param name="reduction">t; the hidden width is ⌊M / t⌋.</param>
    /// <param name="stride">s.</param>
    /// <exception cref="InvalidSpecException">The ratio leaves no channel.</exception>
    public static BlockSpec Sandglass(int inChannels, int outChannels, double reduction = 6, int stride = 1) => new()
    {
        Family = BlockFamily.Sandglass,
        InChannels = inChannels,
        HiddenChannels = BlockRules.Reduced(inChannels, reduction),
        OutChannels = outChannels,
        Spatial = SpatialPlacement.Ends,
        Stride = stride,
        Linear = ConvSlots.Entry | ConvSlots.Output,
        Shortcut = BlockRules.NaturalShortcut(inChannels, outChannels, stride),
    };

    /// <summary>
    /// Inverted residual (MobileNetV2): expansion + ReLU6, depthwise + ReLU6 that carries the stride, linear projection.
    /// The shortcut joins the narrow ends where shape allows.
    /// </summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="expansion">t; the hidden width is t · input, rounded.</param>
    /// <param name="stride">s.</param>
    /// <exception cref="InvalidSpecException">The ratio leaves no channel.</exception>
    public static BlockSpec InvertedResidual(int inChannels, int outChannels, double expansion = 6, int stride = 1) => new()
    {
        Family = BlockFamily.InvertedResidual,
        InChannels = inChannels,
        HiddenChannels = BlockRules.Expanded(inChannels, expansion),
        OutChannels = outChannels,
        Spatial = SpatialPlacement.Middle,
        Stride = stride,
        Linear = ConvSlots.Exit,
        Shortcut = BlockRules.NaturalShortcut(inChannels, outChannels, stride),
    };

    /// <summary>
    /// Classic bottleneck (ResNet): reduction, full 3×3 convolution that carries the stride, expansion, activation after
    /// the addition. Set <see cref="Dense"/> to none for a depthwise middle.
    /// </summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="reduction">t; the hidden width is ⌊input / t⌋ (ResNet: 4).</param>
    /// <param name="stride">s.</param>
    /// <exception cref="InvalidSpecException">The ratio leaves no channel.</exception>
    public static BlockSpec Bottleneck(int inChannels, int outChannels, double reduction = 4, int stride = 1) => new()
    {
        Family = BlockFamily.Bottleneck,
        InChannels = inChannels,
        HiddenChannels = BlockRules.Reduced(inChannels, reduction),
        OutChannels = outChannels,
        Spatial = SpatialPlacement.Middle,
        Stride = stride,
        Dense = ConvSlots.Hidden,
        Linear = ConvSlots.Exit,
        ActivateSum = true,
        Shortcut = BlockRules.NaturalShortcut(inChannels, outChannels, stride),
    };

    /// <summary>Family, widths and placement in one line; also of a spec that cannot be built.</summary>
    public override string ToString() =>
        $"{Family} {InChannels}→{HiddenChannels}→{OutChannels}, {Kernel}×{Kernel} at "
        + $"{Spatial.Input}/{Spatial.Hidden}/{Spatial.Output}, stride {Stride}, shortcut {Shortcut}";

    // The tolerance keeps ⌊C · (1/3)⌋ at C / 3 where C is divisible.
    private int Share(int channels) => (int)Math.Floor((channels * IdentityMultiplier) + 1e-9);
}

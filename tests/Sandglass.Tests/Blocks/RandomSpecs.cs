using CsCheck;
using Sandglass.Blocks;

namespace Sandglass.Tests.Blocks;

/// <summary>Blocks of every family with everything that a spec can say chosen at random; some cannot be built.</summary>
internal static class RandomSpecs
{
    private static readonly Gen<int> Channels = Gen.Frequency((4, Gen.Const(12)), (1, Gen.Int[1, 24]));
    private static readonly Gen<Activation> Activations = Gen.Int[0, Activation.BuiltIn.Count - 1].Select(i => Activation.BuiltIn[i]);
    private static readonly Gen<ConvSlots> Slots = Gen.Int[0, 63].Select(bits => (ConvSlots)bits);

    private static readonly Gen<SpatialPlacement> Placements =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2], (input, hidden, output) => new SpatialPlacement(input, hidden, output));

    private static readonly Gen<SqueezeExcitation?> Excitations = Gen.Select(
        Gen.Bool, Gen.Bool, Gen.Int[1, 5], Gen.Bool, Activations, Activations,
        (any, hidden, squeezed, normalized, inner, gate) =>
            any ? new SqueezeExcitation(hidden, squeezed, normalized, inner, gate) : null);

    private static readonly Gen<(int In, int Out, int Hidden, BlockFamily Family)> Widths = Gen.Select(
        Channels, Channels, Gen.OneOf(Gen.Int[1, 12], Channels), Gen.Enum<BlockFamily>());

    private static readonly Gen<(int Stride, ConvSlots? At, int Kernel)> Steps = Gen.Select(
        Gen.Frequency((3, Gen.Const(1)), (1, Gen.Const(2))),
        Gen.Frequency((3, Gen.Const((ConvSlots?)null)), (1, Gen.Int[0, 5].Select(i => (ConvSlots?)(ConvSlots)(1 << i)))),
        Gen.Int[0, 2].Select(i => (2 * i) + 1));

    private static readonly Gen<(ConvSlots Linear, ConvSlots Dense, Activation Activation, bool Sum)> Kinds =
        Gen.Select(Slots, Slots, Activations, Gen.Bool);

    private static readonly Gen<(ShortcutSite Site, double Share)> Shortcuts =
        Gen.Select(Gen.Enum<ShortcutSite>(), Gen.OneOf(Gen.Double[0, 1], Gen.Const(1.0), Gen.Const(0.0)));

    private static readonly Gen<(int Extra, int Groups)> Pointwise =
        Gen.Select(Gen.Int[0, 2], Gen.Frequency((6, Gen.Const(1)), (1, Gen.Const(2)), (1, Gen.Const(3))));

    public static Gen<BlockSpec> All { get; } = Gen.Select(
        Gen.Select(Widths, Placements, Steps),
        Gen.Select(Kinds, Shortcuts, Pointwise),
        Excitations,
        (shape, kind, excitation) => new BlockSpec
        {
            Family = shape.Item1.Family,
            InChannels = shape.Item1.In,
            HiddenChannels = shape.Item1.Hidden,
            OutChannels = shape.Item1.Out,
            Spatial = shape.Item2,
            Stride = shape.Item3.Stride,
            StrideAt = shape.Item3.At,
            Kernel = shape.Item3.Kernel,
            Linear = kind.Item1.Linear,
            Dense = kind.Item1.Dense,
            Activation = kind.Item1.Activation,
            ActivateSum = kind.Item1.Sum,
            Shortcut = kind.Item2.Site,
            IdentityMultiplier = kind.Item2.Share,
            ExtraPointwise = kind.Item3.Extra,
            PointwiseGroups = kind.Item3.Groups,
            Excitation = excitation,
        });

    /// <summary>Those that can be built.</summary>
    public static Gen<BlockSpec> Buildable { get; } = All.Where(CanBeBuilt);

    public static bool CanBeBuilt(BlockSpec spec)
    {
        try
        {
            return spec.Layout.Layers.Count > 0;
        }
        catch (InvalidSpecException)
        {
            return false;
        }
    }
}

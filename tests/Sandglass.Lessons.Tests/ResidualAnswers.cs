namespace Sandglass.Lessons.Tests;

/// <summary>Answers to lesson 3.</summary>
internal static class ResidualAnswers
{
    private static readonly BlockSpec Sandglass = BlockSpec.Sandglass(96, 96), Inverted = BlockSpec.InvertedResidual(16, 16);

    public static IEnumerable<Tried> All =>
    [
        new("residual.chain", Chain(slopes => slopes.Aggregate(1.0, (product, slope) => product + (product * slope))),
        [
            (Chain(slopes => slopes.Aggregate(1.0, (product, slope) => product * slope)), "the shortcuts are missing"),
            (Chain(slopes => 1 + slopes.Aggregate(1.0, (product, slope) => product * slope)), "here each block has its own"),
            (Chain(slopes => 1 + slopes.Sum()), "factors are multiplied"),
            (Chain(slopes => Math.Abs(slopes.Aggregate(1.0, (product, slope) => product * (1 + Math.Abs(slope))))), "the slopes of the blocks are multiplied"),
        ], Chain(_ => 17)),
        new("residual.additions", 48 * 14 * 14, [(96 * 14 * 14, "leaves half of them out"), (48, "for one pixel"), (48 * 14, "for one row"), (8 * 14 * 14, "not the narrow middle")], 17),
        new("residual.around-pointwise", Sandglass with { Shortcut = ShortcutSite.Pointwise },
        [
            (Sandglass with { Shortcut = ShortcutSite.None }, "Shortcut: it is to begin after the first depthwise convolution"),
            (Sandglass with { Shortcut = ShortcutSite.Pointwise, IdentityMultiplier = 0.5 }, "IdentityMultiplier"),
            (BlockSpec.Sandglass(96, 96, reduction: 4) with { Shortcut = ShortcutSite.Pointwise }, "HiddenChannels"),
            (PaperVariants.A(96, 96) with { Shortcut = ShortcutSite.Pointwise }, "Spatial"),
        ], BlockSpec.Bottleneck(32, 32)),
        new("residual.narrow-ends", PaperVariants.C(16, 16) with { StrideAt = null },
        [
            (BlockSpec.Sandglass(16, 16), "HiddenChannels: the block stays an inverted residual"),
            (Inverted with { Spatial = SpatialPlacement.MiddleTwice }, "Spatial: one depthwise convolution at the input"),
            (Inverted with { Spatial = SpatialPlacement.Ends, Shortcut = ShortcutSite.None }, "Shortcut: only the depthwise convolutions move"),
            (Inverted with { Spatial = SpatialPlacement.Ends, Linear = ConvSlots.Output }, "Linear"),
        ], Sandglass),
    ];

    private static Func<double[], double> Chain(Func<double[], double> of) => of;
}

using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>How each family fills a macro-plan: which of its representations is the wide one.</summary>
public static class FamilyBlocks
{
    private const int NarrowMultiple = 2; // 8 or 4 would leave budgets unmatched by 3 %: narrow widths are small on small images

    /// <summary>The word for a family in names and on the command line.</summary>
    public static string Name(BlockFamily family) => family switch
    {
        BlockFamily.Bottleneck => "bottleneck",
        BlockFamily.InvertedResidual => "inverted",
        BlockFamily.Sandglass => "sandglass",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "unknown family"),
    };

    /// <summary>The family's blocks: wide ends around a narrow middle, or narrow ends around a wide one.</summary>
    public static MacroPlan.BlockMaker Maker(BlockFamily family) => family switch
    {
        BlockFamily.Bottleneck => (input, wide, ratio, stride) =>
            BlockSpec.Bottleneck(input, wide, stride: stride, reduction: 1) with { HiddenChannels = Narrow(wide, ratio) },
        BlockFamily.InvertedResidual => (input, wide, ratio, stride) =>
            BlockSpec.InvertedResidual(input, Narrow(wide, ratio), ratio, stride),
        BlockFamily.Sandglass => (input, wide, ratio, stride) =>
            BlockSpec.Sandglass(input, wide, reduction: 1, stride) with { HiddenChannels = Narrow(wide, ratio) },
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "unknown family"),
    };

    // A share of the output, not of the input: at a block that widens, the input would leave too little (the released
    // code's floor of a sixth of the output says the same).
    private static int Narrow(int wide, int ratio) => ChannelRounding.ToMultiple((double)wide / ratio, NarrowMultiple);
}

using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>How each family fills a macro-plan: which of its representations is the wide one.</summary>
public static class FamilyBlocks
{
    // Finer than the usual 8: on small images channels are few, and budgets have to be met.
    private const int WideMultiple = 2;
    private const int NarrowMultiple = 2;

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
            BlockSpec.Bottleneck(input, Wide(wide), stride: stride, reduction: 1) with { HiddenChannels = Narrow(wide, ratio) },
        BlockFamily.InvertedResidual => (input, wide, ratio, stride) =>
            BlockSpec.InvertedResidual(input, Narrow(wide, ratio), ratio, stride),
        BlockFamily.Sandglass => (input, wide, ratio, stride) =>
            BlockSpec.Sandglass(input, Wide(wide), reduction: 1, stride) with { HiddenChannels = Narrow(wide, ratio) },
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "unknown family"),
    };

    private static int Wide(double wide) => ChannelRounding.ToMultiple(wide, WideMultiple);

    // A share of the output, not of the input: at a block that widens, the input would leave too little (the released
    // code's floor of a sixth of the output says the same).
    private static int Narrow(double wide, int ratio) => ChannelRounding.ToMultiple(wide / ratio, NarrowMultiple);
}

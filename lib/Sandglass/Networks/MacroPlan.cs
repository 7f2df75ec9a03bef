using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>
/// A network without its blocks: depth, resolutions, stem and classifier. Filled with any family's blocks it gives
/// networks that differ in the block alone, which is what a comparison of blocks needs. Every block is full: none drops
/// a convolution at a transition. One rule of width holds for all families: the wide representation of a block is that
/// of its stage, whatever the block is given, and the classifier reads the last stage's.
/// </summary>
/// <param name="Name">Name of the plan.</param>
/// <param name="StemChannels">Channels of the 3×3 stem at width 1.</param>
/// <param name="Stages">Wide channels, repeats and stride of each stage; <see cref="StageRow.Ratio"/> divides wide by narrow.</param>
internal sealed record MacroPlan(string Name, int StemChannels, IReadOnlyList<StageRow> Stages)
{
    private const int StemStride = 2;
    internal const int Multiple = 2; // 8 or 4 would leave budgets unmatched by 3 %: widths are small on small images

    /// <summary>
    /// For images of 28 to 32 pixels: 14×14, 7×7 and 4×4 (16, 8 and 4 at 32 pixels). The published networks would end
    /// on a single pixel there, where a 3×3 kernel only has its centre.
    /// </summary>
    public static MacroPlan SmallImage { get; } = new(
        "small", 16, [new StageRow(6, 96, 1, 1), new StageRow(6, 192, 3, 2), new StageRow(6, 384, 3, 2)]);

    /// <summary>Makes a block from the channels that it is given and the wide channels of its stage.</summary>
    /// <param name="inChannels">Channels of the block before, or of the stem.</param>
    /// <param name="wide">Wide channels of the stage, after the width multiplier.</param>
    /// <param name="ratio">Wide over narrow.</param>
    /// <param name="stride">1 or 2.</param>
    public delegate BlockSpec BlockMaker(int inChannels, int wide, double ratio, int stride);

    /// <summary>Fills the plan with one family's blocks.</summary>
    /// <param name="family">The family.</param>
    /// <param name="width">Width multiplier of stem and stages.</param>
    /// <param name="resolution">Side of the input, pixels.</param>
    /// <param name="inputChannels">Channels of the images.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="InvalidSpecException">The width is out of range.</exception>
    public NetworkPlan Fill(BlockFamily family, double width = 1.0, int resolution = 28, int inputChannels = 1, int classes = 10) =>
        Fill(FamilyBlocks.Name(family), FamilyBlocks.Maker(family), width, resolution, inputChannels, classes);

    /// <summary>
    /// Fills the plan with blocks of the caller's making. Where they end narrow, a 1×1 head widens the features again, so that
    /// at one width the classifier reads as many of them whatever the blocks.
    /// </summary>
    /// <param name="name">Name of the blocks, part of the network's name.</param>
    /// <param name="block">Makes each block; the next one is given the channels that it puts out.</param>
    /// <param name="width">Width multiplier of stem and stages.</param>
    /// <param name="resolution">Side of the input, pixels.</param>
    /// <param name="inputChannels">Channels of the images.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="InvalidSpecException">The width is out of range, or the blocks do not fit together.</exception>
    public NetworkPlan Fill(
        string name, BlockMaker block, double width = 1.0, int resolution = 28, int inputChannels = 1, int classes = 10)
    {
        PlanNames.CheckWidth(width);
        int Scaled(double channels) => ChannelRounding.ToMultiple(channels * width, Multiple);
        var stem = Scaled(StemChannels);
        var stages = PlanNames.Stages(Stages, stem, (row, input, first) =>
            block(input, Scaled(row.Channels), row.Ratio, first ? row.Stride : 1));
        var (last, features) = (stages[^1].Blocks[^1].OutChannels, Scaled(Stages[^1].Channels));
        return new NetworkPlan
        {
            Name = PlanNames.Of($"{Name}-{name}", width),
            Width = width,
            Resolution = resolution,
            Classes = classes,
            Stem = PlanNames.Stem(inputChannels, stem, StemStride),
            Stages = stages,
            Head = last < features ? [new ConvSpec("head", last, features, 1, 1, 1, Activation.ReLU6)] : [],
        }.Validated();
    }
}

/// <summary>How each family fills a macro-plan: which of its representations is the wide one.</summary>
internal static class FamilyBlocks
{
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
            BlockSpec.InvertedResidual(input, Narrow(wide, ratio), ratio, stride) with { HiddenChannels = wide },
        BlockFamily.Sandglass => (input, wide, ratio, stride) =>
            BlockSpec.Sandglass(input, wide, reduction: 1, stride) with { HiddenChannels = Narrow(wide, ratio) },
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "unknown family"),
    };

    /// <summary>
    /// Blocks like one that is given: widths as its family takes them, at its own ratio; kernel, placement, activation and all
    /// else as in the block. Where width or resolution changes there is no shortcut.
    /// </summary>
    /// <param name="block">The block, with equal ends and stride 1.</param>
    /// <exception cref="InvalidSpecException">It cannot be built, its ends differ, or it has a stride.</exception>
    public static MacroPlan.BlockMaker Like(BlockSpec block)
    {
        if (block.InChannels != block.OutChannels || block.Stride != 1)
        {
            throw new InvalidSpecException(
                $"a network cannot be filled with {block}: give a block with equal ends and stride 1; the plan changes width and stride itself");
        }

        _ = block.Layout; // says now what is wrong with it
        var family = Maker(block.Family);
        return (input, wide, _, stride) =>
            Shaped(block, family(input, wide, block.Ratio, stride));
    }

    private static BlockSpec Shaped(BlockSpec block, BlockSpec shape) => block with
    {
        InChannels = shape.InChannels,
        HiddenChannels = shape.HiddenChannels,
        OutChannels = shape.OutChannels,
        Stride = shape.Stride,
        Shortcut = shape.Shortcut == ShortcutSite.None ? ShortcutSite.None : block.Shortcut,
    };

    // A share of the output, not of the input: at a block that widens, the input would leave too little (the released
    // code's floor of a sixth of the output says the same).
    private static int Narrow(int wide, double ratio) => ChannelRounding.ToMultiple(wide / ratio, MacroPlan.Multiple);
}

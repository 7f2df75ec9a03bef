using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>
/// A network without its blocks: depth, resolutions, stem, head and classifier. Filled with any family's blocks it gives
/// networks that differ in the block alone, which is what a comparison of blocks needs. Every block is full: none drops
/// a convolution at a transition.
/// </summary>
/// <param name="Name">Name of the plan.</param>
/// <param name="StemChannels">Channels of the 3×3 stem, the same at every width.</param>
/// <param name="Stages">Wide channels, repeats and stride of each stage; <see cref="StageRow.Ratio"/> divides wide by narrow.</param>
/// <param name="Features">Channels of the 1×1 head, and so the classifier's input, the same at every width.</param>
public sealed record MacroPlan(string Name, int StemChannels, IReadOnlyList<StageRow> Stages, int Features)
{
    private const int StemStride = 2;

    /// <summary>
    /// For images of 28 to 32 pixels: 14×14, 7×7 and 4×4 (16, 8 and 4 at 32 pixels). The published networks would end
    /// on a single pixel there, where a 3×3 kernel only has its centre.
    /// </summary>
    public static MacroPlan SmallImage { get; } = new(
        "small",
        16,
        [new StageRow(6, 96, 1, 1), new StageRow(6, 192, 3, 2), new StageRow(6, 384, 3, 2)],
        192);

    /// <summary>Makes a block from the channels that it is given and the wide channels of its stage.</summary>
    /// <param name="inChannels">Channels of the block before, or of the stem.</param>
    /// <param name="wide">Wide channels of the stage, after the width multiplier.</param>
    /// <param name="ratio">Wide over narrow.</param>
    /// <param name="stride">1 or 2.</param>
    public delegate BlockSpec BlockMaker(int inChannels, int wide, int ratio, int stride);

    /// <summary>Fills the plan with one family's blocks.</summary>
    /// <param name="family">The family.</param>
    /// <param name="width">Width multiplier of the stages; stem, head and classifier stay.</param>
    /// <param name="resolution">Side of the input, pixels.</param>
    /// <param name="inputChannels">Channels of the images.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="InvalidSpecException">The width is out of range.</exception>
    public NetworkPlan Fill(BlockFamily family, double width = 1.0, int resolution = 28, int inputChannels = 1, int classes = 10) =>
        Fill(FamilyBlocks.Name(family), FamilyBlocks.Maker(family), width, resolution, inputChannels, classes);

    /// <summary>Fills the plan with blocks of the caller's making.</summary>
    /// <param name="name">Name of the blocks, part of the network's name.</param>
    /// <param name="block">Makes each block; the next one is given the channels that it puts out.</param>
    /// <param name="width">Width multiplier of the stages; stem, head and classifier stay.</param>
    /// <param name="resolution">Side of the input, pixels.</param>
    /// <param name="inputChannels">Channels of the images.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="InvalidSpecException">The width is out of range, or the blocks do not fit together.</exception>
    public NetworkPlan Fill(
        string name, BlockMaker block, double width = 1.0, int resolution = 28, int inputChannels = 1, int classes = 10)
    {
        PlanNames.CheckWidth(width);
        var stages = new List<StagePlan>();
        var channels = StemChannels;
        foreach (var row in Stages)
        {
            var wide = ChannelRounding.ToMultiple(row.Channels * width);
            var blocks = new List<BlockSpec>();
            for (var i = 0; i < row.Repeats; i++)
            {
                blocks.Add(block(channels, wide, row.Ratio, i == 0 ? row.Stride : 1));
                channels = blocks[^1].OutChannels;
            }

            stages.Add(new StagePlan($"stage{stages.Count + 1}", blocks));
        }

        return new NetworkPlan
        {
            Name = PlanNames.Of($"{Name}-{name}", width),
            Width = width,
            Resolution = resolution,
            Classes = classes,
            Stem = PlanNames.Stem(inputChannels, StemChannels, StemStride),
            Stages = stages,
            Head = [new ConvSpec("head", channels, Features, 1, 1, 1, Activation.ReLU6)],
        }.Validated();
    }
}

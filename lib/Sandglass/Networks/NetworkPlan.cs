using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass;

/// <summary>
/// A whole network as data: stem, stages of blocks, head convolutions, global average pool, dropout, classifier.
/// Width multiplier and image size are already resolved. [N, C, H, W] → [N, classes].
/// </summary>
public sealed record NetworkPlan
{
    /// <summary>Name with the width, such as <c>mobilenext-1.0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Width multiplier that the plan was resolved at.</summary>
    public required double Width { get; init; }

    /// <summary>Side of the square input, in pixels.</summary>
    public required int Resolution { get; init; }

    /// <summary>Classes of the classifier.</summary>
    public required int Classes { get; init; }

    /// <summary>First convolution.</summary>
    public required ConvSpec Stem { get; init; }

    /// <summary>Stages in order.</summary>
    public required IReadOnlyList<StagePlan> Stages { get; init; }

    /// <summary>Convolutions between the last stage and the pool.</summary>
    [Released("[]")]
    public IReadOnlyList<ConvSpec> Head { get; init; } = [];

    /// <summary>Share of features that dropout sets to zero before the classifier.</summary>
    [Released("0")]
    public double Dropout { get; init; }

    /// <summary>Channels of the input images.</summary>
    public int InputChannels => Stem.InChannels;

    /// <summary>The family of its blocks; that of the first where they differ.</summary>
    public BlockFamily Family => Stages[0].Blocks[0].Family;

    /// <summary>Features that the classifier sees.</summary>
    public int Features => Head.Count > 0 ? Head[^1].OutChannels : Stages[^1].Blocks[^1].OutChannels;

    /// <summary>All blocks in order, each with its dotted name, such as <c>stage3.block2</c>.</summary>
    public IEnumerable<(string Name, BlockSpec Spec)> Blocks
    {
        get
        {
            foreach (var stage in Stages)
            {
                for (var i = 0; i < stage.Blocks.Count; i++)
                {
                    yield return (BlockName(stage, i), stage.Blocks[i]);
                }
            }
        }
    }

    /// <summary>All layers in the order of execution, known without building the network.</summary>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    internal IReadOnlyList<NetworkLayer> Layers() => LayerWalk.Of(this);

    /// <summary>The same plan with every block changed, such as another identity multiplier.</summary>
    /// <param name="change">Applied to each block and its dotted name.</param>
    public NetworkPlan WithBlocks(Func<string, BlockSpec, BlockSpec> change) => this with
    {
        Stages =
        [
            .. Stages.Select(stage => stage with
            {
                Blocks = [.. stage.Blocks.Select((block, i) => change(BlockName(stage, i), block))],
            }),
        ],
    };

    /// <summary>Checks that the parts fit together; every consumer calls it.</summary>
    /// <returns>This plan.</returns>
    /// <exception cref="InvalidSpecException">Widths do not meet, or a number is out of range.</exception>
    public NetworkPlan Validated()
    {
        Require(Resolution is > 0 and <= 4096, $"resolution must be 1 to 4096 pixels, not {Resolution}");
        Require(InputChannels > 0, $"images need at least one channel, not {InputChannels}");
        Require(Classes is > 0 and <= 1_000_000, $"the number of classes must be 1 to 1,000,000, not {Classes}");
        Require(Dropout is >= 0 and < 1, $"dropout must lie in [0, 1), not {Dropout}");
        Require(Stages.Count > 0 && Stages.All(s => s.Blocks.Count > 0), $"a network needs at least one stage, each with a block");
        var channels = Stem.OutChannels;
        foreach (var (name, block) in Blocks)
        {
            Require(block.InChannels == channels, $"{name} takes {block.InChannels} channels but gets {channels}");
            channels = block.OutChannels;
        }

        foreach (var conv in Head)
        {
            Require(conv.InChannels == channels, $"{conv.Name} takes {conv.InChannels} channels but gets {channels}");
            channels = conv.OutChannels;
        }

        return this;
    }

    private static string BlockName(StagePlan stage, int index) => $"{stage.Name}.block{index + 1}";

    private void Require(bool condition, FormattableString reason)
    {
        if (!condition)
        {
            throw new InvalidSpecException($"network {Name} cannot be built: {FormattableString.Invariant(reason)}");
        }
    }
}

/// <summary>A row of a network's table: blocks that follow each other.</summary>
/// <param name="Name">Name in the network, such as <c>stage3</c>.</param>
/// <param name="Blocks">The blocks in order; the first may change width and resolution.</param>
public sealed record StagePlan(string Name, IReadOnlyList<BlockSpec> Blocks);

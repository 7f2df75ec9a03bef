using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>MobileNeXt (Zhou et al., ECCV 2020): sandglass blocks, no head convolution.</summary>
public static class MobileNeXt
{
    private const double HiddenShareOfOutput = 6.0; // hard-coded in the released code, whatever t is

    private static readonly StageRow[] Table =
    [
        new(2, 96, 1, 2),
        new(6, 144, 1, 1),
        new(6, 192, 3, 2),
        new(6, 288, 3, 2),
        new(6, 384, 4, 1),
        new(6, 576, 4, 2),
        new(6, 960, 3, 1),
        new(6, 1280, 1, 1),
    ];

    /// <summary>The network that the released code builds, rule by rule.</summary>
    /// <param name="width">Width multiplier; channels are rounded to 8, and the last stage keeps 1280 below 1.0.</param>
    /// <param name="resolution">Side of the input, pixels.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="InvalidSpecException">The width is out of range.</exception>
    public static NetworkPlan Official(double width = 1.0, int resolution = 224, int classes = 1000) =>
        Build(MobileNeXtRules.Released, width, resolution, classes);

    /// <summary>The table and operator list of the paper as printed (arXiv v1).</summary>
    /// <inheritdoc cref="Official"/>
    public static NetworkPlan Paper(double width = 1.0, int resolution = 224, int classes = 1000) =>
        Build(MobileNeXtRules.Printed, width, resolution, classes) with { Name = PlanNames.Of("mobilenext-paper", width) };

    /// <summary>The network under other rules than the released ones.</summary>
    internal static NetworkPlan Build(MobileNeXtRules rules, double width = 1.0, int resolution = 224, int classes = 1000)
    {
        PlanNames.CheckWidth(width);
        var channels = Round(32, width);
        var table = Table.Select(row => row.Channels == 960 ? row with { Repeats = rules.Repeats960 } : row);
        var stages = PlanNames.Stages(table, channels, (row, input, first) =>
        {
            var output = row.Channels == 1280 && width < 1 ? 1280 : Round(row.Channels, width);
            return first ? Transition(rules, row, input, output) : Block(rules, row.Ratio, output, output, stride: 1);
        });
        return new NetworkPlan
        {
            Name = PlanNames.Of("mobilenext", width),
            Width = width,
            Resolution = resolution,
            Classes = classes,
            Stem = PlanNames.Stem(3, channels, stride: 2),
            Stages = stages,
            Dropout = 0.2,
        }.Validated();
    }

    // The first block of a stage. The released code matches these branches in this order (its SGBlock).
    private static BlockSpec Transition(MobileNeXtRules rules, StageRow row, int input, int output)
    {
        var single = row is { Repeats: 1, Stride: 1 };
        var block = Block(rules, row.Ratio, input, output, row.Stride) with { Shortcut = ShortcutSite.None };
        if (rules.FullTransitions || row.Ratio == 2 || (single && input != output))
        {
            return block;
        }

        if (input == output)
        {
            // Always at stride 1 in the code; single blocks have no shortcut there.
            return block with { Stride = 1, Shortcut = single ? ShortcutSite.None : ShortcutSite.Ends };
        }

        return block with { Spatial = row.Stride == 2 ? SpatialPlacement.OutputOnly : SpatialPlacement.None };
    }

    private static BlockSpec Block(MobileNeXtRules rules, int ratio, int input, int output, int stride) =>
        BlockSpec.Sandglass(input, output, ratio, stride) with { HiddenChannels = Hidden(rules, ratio, input, output) };

    private static int Hidden(MobileNeXtRules rules, int ratio, int input, int output)
    {
        var hidden = input / ratio;
        return rules.HiddenFloor && hidden < output / HiddenShareOfOutput
            ? ChannelRounding.ToMultiple(Math.Ceiling(output / HiddenShareOfOutput), 16)
            : hidden;
    }

    private static int Round(int channels, double width) =>
        ChannelRounding.ToMultiple(channels * width, width == 0.1 ? 4 : 8); // 0.1 is a case of its own in the code
}

/// <summary>
/// Where the printed table, the released code and the reimplementations of MobileNeXt part ways. The default is the
/// released code.
/// </summary>
internal sealed record MobileNeXtRules
{
    /// <summary>The released PyTorch code: what the published accuracies were trained with.</summary>
    public static MobileNeXtRules Released { get; } = new();

    /// <summary>The table of arXiv v1 taken literally: every block full, hidden width ⌊M/t⌋, two blocks at 960.</summary>
    public static MobileNeXtRules Printed { get; } = new() { FullTransitions = true, HiddenFloor = false, Repeats960 = 2 };

    /// <summary>True: blocks that change width keep both depthwise convolutions, as the operator table says;
    /// false: the first (stride 2) or both (stride 1) are dropped, as in the released code.</summary>
    public bool FullTransitions { get; init; }

    /// <summary>True: the hidden width is at least about a sixth of the output, rounded to 16 (released code);
    /// false: it is ⌊M/t⌋.</summary>
    public bool HiddenFloor { get; init; } = true;

    /// <summary>Blocks of the 960-channel stage: 3 in the code, 2 in arXiv v1 (a misprint, says the first author).</summary>
    public int Repeats960 { get; init; } = 3;
}

/// <summary>A network of classic bottlenecks on MobileNeXt's stages: the same widths and strides, a full 3×3 convolution
/// in every bottleneck.</summary>
internal static class ClassicNetwork
{
    /// <summary>The network at a width.</summary>
    internal static NetworkPlan Plan(double width = 1.0, int resolution = 224, int classes = 1000)
    {
        var macro = MobileNeXt.Build(new MobileNeXtRules { FullTransitions = true }, width, resolution, classes);
        return (macro.WithBlocks(Classic) with { Name = PlanNames.Of("bottleneck", width) }).Validated();
    }

    private static BlockSpec Classic(string name, BlockSpec block) =>
        BlockSpec.Bottleneck(block.InChannels, block.OutChannels, reduction: 1, block.Stride) with
        {
            HiddenChannels = block.HiddenChannels,
        };
}

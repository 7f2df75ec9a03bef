using System.Globalization;
using Sandglass.Blocks;

namespace Sandglass.Paper;

/// <summary>What the paper says of every block of its network.</summary>
internal enum StructureRule
{
    /// <summary>A depthwise convolution at both ends (operator table).</summary>
    DepthwiseAtBothEnds,

    /// <summary>A shortcut exactly where the channels in and out agree and the stride is 1.</summary>
    ShortcutWhereShapesAgree,

    /// <summary>⌊M / t⌋ channels inside, t being 2 in the first stage and 6 in the others.</summary>
    HiddenByRatio,

    /// <summary>No activation after the last convolution.</summary>
    LinearAtTheEnd,

    /// <summary>The stride on the last depthwise convolution.</summary>
    StrideAtTheEnd,

    /// <summary>As many blocks of 960 channels as published, at width 1.0.</summary>
    BlocksOf960,
}

/// <summary>Asks whether every block of a network is as the paper says.</summary>
/// <param name="Of">The network.</param>
/// <param name="Rule">What the paper says.</param>
internal sealed record StructureMeasurement(CountedNetwork Of, StructureRule Rule) : ArithmeticMeasurement
{
    /// <inheritdoc/>
    public override ArithmeticFinding Decide(Claim claim)
    {
        var plan = Of.Plan();
        if (Rule == StructureRule.BlocksOf960)
        {
            var blocks = plan.Blocks.Count(block => block.Spec.OutChannels == 960).ToString(CultureInfo.InvariantCulture);
            return new ArithmeticFinding(blocks == claim.Published, $"{blocks} blocks", $"{Of} has {blocks} blocks of 960 channels.");
        }

        var exceptions = plan.Stages.SelectMany((stage, i) => stage.Blocks.Where(block => !Keeps(block, ratio: i == 0 ? 2 : 6))).Count();
        var all = plan.Blocks.Count();
        return new ArithmeticFinding(
            exceptions == 0,
            string.Create(CultureInfo.InvariantCulture, $"{all - exceptions} of {all} blocks"),
            string.Create(CultureInfo.InvariantCulture, $"{Of}: {all - exceptions} of {all} blocks are so."));
    }

    private bool Keeps(BlockSpec block, int ratio) => Rule switch
    {
        StructureRule.DepthwiseAtBothEnds => block.Spatial is { Input: > 0, Output: > 0 },
        StructureRule.ShortcutWhereShapesAgree =>
            (block.Shortcut != ShortcutSite.None) == (block.InChannels == block.OutChannels && block.Stride == 1),
        StructureRule.HiddenByRatio => block.HiddenChannels == block.InChannels / ratio,
        StructureRule.LinearAtTheEnd => block.Layout.Layers.OfType<ConvSpec>().Last().IsLinear,
        _ => block.Stride == 1 || block.StrideSlot == ConvSlots.Output,
    };
}

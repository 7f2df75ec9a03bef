using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>What all plans name and check alike.</summary>
internal static class PlanNames
{
    internal static string Of(string network, double width) => FormattableString.Invariant($"{network}-{width:0.0###}");

    internal static ConvSpec Stem(int inputChannels, int channels, int stride) =>
        new("stem", inputChannels, channels, 3, stride, 1, Activation.ReLU6);

    /// <summary>The stages of a table.</summary>
    /// <param name="table">A row a stage.</param>
    /// <param name="channels">Channels of the stem.</param>
    /// <param name="block">Makes a block from its row, the channels that it is given, and whether it is the row's first.</param>
    internal static IReadOnlyList<StagePlan> Stages(IEnumerable<StageRow> table, int channels, Func<StageRow, int, bool, BlockSpec> block)
    {
        var stages = new List<StagePlan>();
        foreach (var row in table)
        {
            var blocks = new List<BlockSpec>();
            for (var i = 0; i < row.Repeats; i++)
            {
                blocks.Add(block(row, channels, i == 0));
                channels = blocks[^1].OutChannels;
            }

            stages.Add(new StagePlan($"stage{stages.Count + 1}", blocks));
        }

        return stages;
    }

    internal static void CheckWidth(double width)
    {
        if (width is not (> 0 and <= 16))
        {
            throw new InvalidSpecException(
                FormattableString.Invariant($"width multiplier must lie in (0, 16], not {width}; the paper uses 0.35 to 1.4"));
        }
    }
}

/// <summary>A row of a published network table.</summary>
/// <param name="Ratio">Reduction or expansion ratio t.</param>
/// <param name="Channels">Output channels c at width 1.0.</param>
/// <param name="Repeats">Blocks n.</param>
/// <param name="Stride">Stride s of the first block.</param>
internal sealed record StageRow(int Ratio, int Channels, int Repeats, int Stride);

/// <summary>How channel counts are rounded after a width multiplier.</summary>
internal static class ChannelRounding
{
    /// <summary>
    /// To the nearest multiple, halves up, at least one multiple, and one more where that would lose over 10 %
    /// (the helper that MobileNetV2 and the released MobileNeXt code share).
    /// </summary>
    /// <param name="channels">Channels before rounding.</param>
    /// <param name="multiple">8 in both networks; 16 in MobileNeXt's hidden-width rule.</param>
    internal static int ToMultiple(double channels, int multiple = 8)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(multiple);
        var rounded = Math.Max(multiple, (int)(channels + (multiple / 2.0)) / multiple * multiple);
        return rounded < 0.9 * channels ? rounded + multiple : rounded;
    }
}

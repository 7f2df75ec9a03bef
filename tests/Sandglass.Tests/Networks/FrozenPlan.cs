using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass.Tests.Networks;

/// <summary>Networks whose hashes are known: their stem and head are the same at every width, whatever becomes of the macro-plan.</summary>
internal static class FrozenPlan
{
    private const int Stem = 16;
    private const int Features = 192;

    private static readonly StageRow[] Table = [new(6, 96, 1, 1), new(6, 192, 3, 2), new(6, 384, 3, 2)];

    public static NetworkPlan Sandglass(double width)
    {
        var block = FamilyBlocks.Maker(BlockFamily.Sandglass);
        var stages = PlanNames.Stages(Table, Stem, (row, input, first) =>
            block(input, ChannelRounding.ToMultiple(row.Channels * width), row.Ratio, first ? row.Stride : 1));
        return new NetworkPlan
        {
            Name = PlanNames.Of("small-sandglass", width),
            Width = width,
            Resolution = 28,
            Classes = 10,
            Stem = PlanNames.Stem(1, Stem, 2),
            Stages = stages,
            Head = [new ConvSpec("head", stages[^1].Blocks[^1].OutChannels, Features, 1, 1, 1, Activation.ReLU6)],
        };
    }
}

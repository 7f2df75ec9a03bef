using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass.Tests.Networks;

/// <summary>Networks whose hashes and bytes are known: their stem and head are the same at every width, whatever becomes of the macro-plan.</summary>
internal static class FrozenPlan
{
    private const int Stem = 16;
    private const int Features = 192;
    private const int Multiple = 2;

    private static readonly StageRow[] Table = [new(6, 96, 1, 1), new(6, 192, 3, 2), new(6, 384, 3, 2)];

    public static NetworkPlan Sandglass(double width) => Of("small-sandglass", width, FamilyBlocks.Maker(BlockFamily.Sandglass));

    /// <summary>Expands what each block is given.</summary>
    public static NetworkPlan Inverted(double width) => Of("small-inverted", width, (input, wide, ratio, stride) =>
        BlockSpec.InvertedResidual(input, ChannelRounding.ToMultiple(wide / ratio, Multiple), ratio, stride));

    /// <summary>The plan with a 1×1 head of so many channels.</summary>
    public static NetworkPlan WithHead(this NetworkPlan plan, int features = Features) => plan with
    {
        Head = [new ConvSpec("head", plan.Stages[^1].Blocks[^1].OutChannels, features, 1, 1, 1, Activation.ReLU6)],
    };

    private static NetworkPlan Of(string name, double width, MacroPlan.BlockMaker block) => new NetworkPlan
    {
        Name = PlanNames.Of(name, width),
        Width = width,
        Resolution = 28,
        Classes = 10,
        Stem = PlanNames.Stem(1, Stem, 2),
        Stages = PlanNames.Stages(Table, Stem, (row, input, first) =>
            block(input, ChannelRounding.ToMultiple(row.Channels * width), row.Ratio, first ? row.Stride : 1)),
    }.WithHead();
}

using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;

namespace Sandglass.Tests.Networks;

public class RefusalTests
{
    private static readonly NetworkPlan Plan = MacroPlan.SmallImage.Fill(BlockFamily.Sandglass).WithHead();

    public static TheoryData<string, NetworkPlan> Refused { get; } = new()
    {
        { "resolution must be 1 to 4096 pixels, not 0", Plan with { Resolution = 0 } },
        { "resolution must be 1 to 4096 pixels, not 5000", Plan with { Resolution = 5000 } },
        { "number of classes", Plan with { Classes = 0 } },
        { "dropout must lie in [0, 1)", Plan with { Dropout = 1 } },
        { "dropout must lie in [0, 1)", Plan with { Dropout = double.NaN } },
        { "at least one channel", Plan with { Stem = Plan.Stem with { InChannels = 0 } } },
        { "at least one stage", Plan with { Stages = [] } },
        { "at least one stage", Plan with { Stages = [.. Plan.Stages, new StagePlan("empty", [])] } },
        { "stage1.block1 takes 16 channels but gets 24", Plan with { Stem = Plan.Stem with { OutChannels = 24 } } },
        { "stage3.block1 takes 192 channels but gets 96", Plan with { Stages = [Plan.Stages[0], Plan.Stages[2]] } },
        { "head takes 100 channels but gets 384", Plan with { Head = [Plan.Head[0] with { InChannels = 100 }] } },
        { "kernel must be odd", Plan.WithBlocks((_, b) => b with { Kernel = 2 }) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Plans_whose_parts_do_not_fit_are_refused_with_the_reason(string reason, NetworkPlan plan)
    {
        Assert.Contains(reason, Assert.Throws<InvalidSpecException>(() => Counter.Count(plan)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidSpecException>(() => new BottleneckNetwork(plan, new RandomStreams(1)));
    }

    [Fact]
    public void Blocks_of_the_callers_making_must_meet_too() =>
        Assert.Throws<InvalidSpecException>(() => MacroPlan.SmallImage.Fill(
            "odd", (input, wide, ratio, stride) => BlockSpec.Sandglass(input + 8, wide, ratio, stride)));
}

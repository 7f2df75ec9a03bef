using Sandglass.Counting;
using Sandglass.Networks;

namespace Sandglass.Tests.Counting;

public class BlockTableTests
{
    // MobileNeXt 1.0 at 224 pixels, executed: channels, stride, depthwise at input and output, shortcut,
    // output side, parameters, multiply-adds.
    private const string Table = """
        32→16→96      2 11 no  56   3680 32012288
        96→32→144     1 11 no  56  10672 30858240
        144→32→192    2 01 no  28  13312 35073024
        192→32→192    1 11 yes 28  16960 12343296
        192→32→192    1 11 yes 28  16960 12343296
        192→48→288    2 01 no  14  26880 18571392
        288→48→288    1 11 yes 14  34656 6435072
        288→48→288    1 11 yes 14  34656 6435072
        288→64→384    1 00 no  14  43904 8429568
        384→64→384    1 11 yes 14  58496 10988544
        384→64→384    1 11 yes 14  58496 10988544
        384→64→384    1 11 yes 14  58496 10988544
        384→96→576    2 01 no  7   99840 18317376
        576→96→576    1 11 yes 7  124608 5927040
        576→96→576    1 11 yes 7  124608 5927040
        576→96→576    1 11 yes 7  124608 5927040
        576→160→960   1 00 no  7  248000 12042240
        960→160→960   1 11 yes 7  330560 15899520
        960→160→960   1 11 yes 7  330560 15899520
        960→208→1280  1 11 no  7  493536 23817920
        """;

    private static readonly NetworkPlan Plan = MobileNeXt.Official();
    private static readonly NetworkCount Count = Counter.Count(Plan);

    [Fact]
    public void Every_block_is_the_one_of_the_released_network() =>
        Assert.Equal(
            Table.Split('\n').Select(row => string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
            Plan.Blocks.Select(block => Row(block.Spec, Count.Below(block.Name))));

    [Fact]
    public void A_block_counted_alone_costs_what_it_costs_in_its_network()
    {
        var (name, block) = Plan.Blocks.First();
        var alone = Counter.Count(block, 112);
        var within = Count.Below(name);
        Assert.Equal((within.Parameters, within.MultiplyAdds), (alone.Parameters, alone.MultiplyAdds));
    }

    [Theory]
    [InlineData("stem", 928, 10_838_016)]
    [InlineData("classifier", 1_281_000, 1_280_000)]
    public void Stem_and_classifier_cost_their_share(string name, long parameters, long multiplyAdds)
    {
        var part = Count.Below(name);
        Assert.Equal((parameters, multiplyAdds), (part.Parameters, part.MultiplyAdds));
    }

    private static string Row(BlockSpec block, NetworkCount count) => string.Join(
        ' ',
        $"{block.InChannels}→{block.HiddenChannels}→{block.OutChannels}",
        block.Stride,
        $"{block.Spatial.Input}{block.Spatial.Output}",
        block.Shortcut == ShortcutSite.Ends ? "yes" : "no",
        count.Layers[^1].OutputShape[1],
        count.Parameters,
        count.MultiplyAdds);
}

namespace Sandglass.Paper.Tests;

public class StructureTests
{
    private static readonly Claim Claim = ClaimLedger.Load()["architecture.blocks-of-960"];

    [Theory]
    [InlineData("mobilenext", StructureRule.DepthwiseAtBothEnds, "15 of 20 blocks")]
    [InlineData("mobilenext", StructureRule.ShortcutWhereShapesAgree, "20 of 20 blocks")]
    [InlineData("mobilenext", StructureRule.LinearAtTheEnd, "18 of 20 blocks")]
    [InlineData("mobilenext", StructureRule.StrideAtTheEnd, "20 of 20 blocks")]
    [InlineData("mobilenext", StructureRule.BlocksOf960, "3 blocks")]
    [InlineData("mobilenext-paper", StructureRule.DepthwiseAtBothEnds, "19 of 19 blocks")]
    [InlineData("mobilenext-paper", StructureRule.HiddenByRatio, "19 of 19 blocks")]
    [InlineData("mobilenext-paper", StructureRule.LinearAtTheEnd, "19 of 19 blocks")]
    [InlineData("mobilenext-paper", StructureRule.BlocksOf960, "2 blocks")]
    [InlineData("tensorflow-slim", StructureRule.LinearAtTheEnd, "0 of 20 blocks")]
    public void Blocks_are_told_apart(string network, object rule, string expected)
    {
        var finding = new StructureMeasurement(new CountedNetwork(network, 1.0), (StructureRule)rule).Decide(Claim);
        Assert.Equal(expected, finding.Ours);
        Assert.Equal(network == "mobilenext-paper" || expected == "20 of 20 blocks", finding.Holds);
    }
}

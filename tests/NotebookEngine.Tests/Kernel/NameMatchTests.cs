using NotebookEngine.Kernel.Assistance;

namespace NotebookEngine.Tests.Kernel;

public class NameMatchTests
{
    [Theory]
    [InlineData("WriteLine", "", NameMatch.Prefix)]
    [InlineData("WriteLine", "Wri", NameMatch.Prefix)]
    [InlineData("WriteLine", "wri", NameMatch.PrefixInAnyCase)]
    [InlineData("WriteLine", "WL", NameMatch.Words)]
    [InlineData("WriteLine", "wrli", NameMatch.Words)]
    [InlineData("WriteLine", "Line", NameMatch.Words)]
    [InlineData("WriteLine", "LW", NameMatch.None)]
    [InlineData("WriteLine", "rite", NameMatch.None)]
    [InlineData("WriteLine", "WriteLines", NameMatch.None)]
    [InlineData("XMLReader", "xr", NameMatch.Words)]
    [InlineData("Float32", "32", NameMatch.Words)]
    [InlineData("no_grad", "ng", NameMatch.Words)]
    [InlineData("Colour.Red", "Re", NameMatch.Words)]
    [InlineData("AaAb", "Ab", NameMatch.Words)]
    public void A_name_answers_what_was_typed(string name, string typed, object match) => Assert.Equal(match, NameMatches.Of(name, typed));
}

using Sandglass.Weights;

namespace Sandglass.Tests.Weights;

public class IdentityMultiplierTests
{
    [Theory]
    [InlineData("1", 1.0)]
    [InlineData("1/2", 0.5)]
    [InlineData("1/3", 1.0 / 3)]
    [InlineData("0.75", 0.75)]
    [InlineData("0", 0.0)]
    public void Texts_and_numbers_are_one_to_one(string text, double multiplier)
    {
        Assert.Equal(multiplier, IdentityMultiplier.Parse(text));
        Assert.Equal(text, IdentityMultiplier.Text(multiplier));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("1/0")]
    [InlineData("0/0")]
    [InlineData("1/2/3")]
    [InlineData("half")]
    [InlineData("0,5")]
    [InlineData("NaN")]
    [InlineData("")]
    public void Others_are_no_multiplier(string text) => Assert.Null(IdentityMultiplier.Parse(text));
}

using System.Globalization;

namespace Sandglass.Paper.Tests;

public class PrintedNumberTests
{
    [Theory]
    [InlineData("590", 588_319_256, true, false)]
    [InlineData("300", 311_342_592, false, false)]
    [InlineData("300", 304_999_999, true, true)]
    [InlineData("300", 305_000_000, false, true)]
    [InlineData("300", 295_000_000, true, false)]
    [InlineData("97", 97_499_999, true, true)]
    [InlineData("97", 97_500_000, false, true)]
    [InlineData("2.1", 2_152_304, false, true)]
    [InlineData("3.94", 3_937_011, true, false)]
    [InlineData("3.9", 3_849_999, false, false)]
    public void A_count_gives_a_number_at_its_precision(string printed, long count, bool rounded, bool cutOff)
    {
        var number = Parse(printed);

        Assert.Equal((rounded, cutOff), (number.IsRounded(count), number.IsCutOff(count)));
    }

    [Theory]
    [InlineData("590", "10")]
    [InlineData("97", "1")]
    [InlineData("3.5", "0.1")]
    [InlineData("3.50", "0.01")]
    public void Precision_is_the_last_printed_place(string printed, string step)
    {
        Assert.Equal(Parse(step).Millions, Parse(printed).Step);
        Assert.Equal(printed + "M", Parse(printed).ToString());
    }

    [Fact]
    public void Difference_is_relative_to_the_printed_number() =>
        Assert.Equal(0.0378, Parse("300").Difference(311_342_592), 4);

    private static PrintedNumber Parse(string text) => new(decimal.Parse(text, CultureInfo.InvariantCulture));
}

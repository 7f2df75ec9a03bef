using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Paper.Tests;

public class ComparisonAnswerTests
{
    private const string Opening = "At 8.0 M multiply-adds the sandglass network reaches ";

    [Theory]
    [InlineData(new[] { 0.86, 0.862, 0.864 }, new[] { 0.84, 0.841, 0.845 },
        "86.2 % and the inverted residual 84.2 %: the sandglass is 2.0 points ahead (95 % interval +1.8 to +2.2, 3 seeds).")]
    [InlineData(new[] { 0.84, 0.841, 0.845 }, new[] { 0.86, 0.862, 0.864 },
        "84.2 % and the inverted residual 86.2 %: the sandglass is 2.0 points behind (95 % interval −2.2 to −1.8, 3 seeds).")]
    [InlineData(new[] { 0.85, 0.87 }, new[] { 0.84, 0.87 },
        "86.0 % and the inverted residual 85.5 %: the sandglass is 0.5 points ahead, which 2 seeds do not settle (95 % interval −5.9 to +6.9).")]
    [InlineData(new[] { 0.85 }, new[] { 0.86 },
        "85.0 % and the inverted residual 86.0 %: the sandglass is 1.0 points behind, from one seed, which settles nothing.")]
    [InlineData(new[] { 0.8504, 0.86 }, new[] { 0.85, 0.8598 },
        "85.5 % and the inverted residual 85.5 %: the sandglass is level (95 % interval −0.1 to +0.2, 2 seeds).")]
    [InlineData(new[] { 0.85 }, new[] { 0.8504 },
        "85.0 % and the inverted residual 85.0 %: the sandglass is level, from one seed, which settles nothing.")]
    public void The_answer_follows_from_the_rows(double[] sandglass, double[] inverted, string expected) => Assert.Equal(
        Opening + expected,
        ComparisonAnswer.Of([Row(BlockFamily.InvertedResidual, "1x", inverted), Row(BlockFamily.Sandglass, "1x", sandglass)]));

    [Fact]
    public void There_is_a_sentence_a_budget_and_opponent()
    {
        var answer = ComparisonAnswer.Of([
            .. BlockComparison.Families.Select(family => Row(family, "1x", [0.8])),
            .. BlockComparison.Families.Select(family => Row(family, "0.4x", [0.8])),
            Row(BlockFamily.Bottleneck, "0.1x", [0.8]),
        ]);
        Assert.Equal(2, answer.Split("the sandglass network reaches").Length - 1);
        Assert.Equal(2, answer.Split("The classic bottleneck reaches 80.0 %: the sandglass is level").Length - 1);
    }

    private static ComparisonRow Row(BlockFamily family, string budget, double[] accuracies) => new(
        family.ToString(), family, budget, 1, 1000, 8_000_000, [.. Enumerable.Range(1, accuracies.Length)], accuracies, TInterval.OfMean(accuracies), 1, 1);
}

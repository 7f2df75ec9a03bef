using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Paper.Tests;

public class ComparisonAnswerTests
{
    private const string Opening = "At 8.0 M multiply-adds the sandglass network reaches ";

    [Theory]
    [InlineData(new[] { 0.86, 0.862, 0.864 }, new[] { 0.84, 0.841, 0.845 },
        "86.2 % and the inverted residual 84.2 %: the sandglass is ahead by 2.00 points (95 % interval +1.75 to +2.25, 3 seeds).")]
    [InlineData(new[] { 0.84, 0.841, 0.845 }, new[] { 0.86, 0.862, 0.864 },
        "84.2 % and the inverted residual 86.2 %: the sandglass is behind by 2.00 points (95 % interval −2.25 to −1.75, 3 seeds).")]
    [InlineData(new[] { 0.85, 0.87 }, new[] { 0.84, 0.87 },
        "86.0 % and the inverted residual 85.5 %: undecided, the sandglass is at +0.50 points (95 % interval −5.85 to +6.85, 2 seeds).")]
    [InlineData(new[] { 0.85 }, new[] { 0.86 },
        "85.0 % and the inverted residual 86.0 %: undecided, the sandglass is at −1.00 points (one seed).")]
    [InlineData(new[] { 0.8504, 0.86 }, new[] { 0.85, 0.8598 },
        "85.5 % and the inverted residual 85.5 %: undecided, the sandglass is at +0.03 points (95 % interval −0.10 to +0.16, 2 seeds).")]
    [InlineData(new[] { 0.85 }, new[] { 0.8504 },
        "85.0 % and the inverted residual 85.0 %: undecided, the sandglass is at −0.04 points (one seed).")]
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
        Assert.Equal(2, answer.Split("The classic bottleneck reaches 80.0 %: undecided, the sandglass is at 0.00 points (one seed)").Length - 1);
    }

    private static ComparisonRow Row(BlockFamily family, string budget, double[] accuracies) => new(
        family.ToString(), family, budget, 1, 1000, 8_000_000, [.. Enumerable.Range(1, accuracies.Length)], accuracies, TInterval.OfMean(accuracies), 1, 1);
}

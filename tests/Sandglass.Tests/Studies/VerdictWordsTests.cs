using Sandglass.Runtime;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Tests.Studies;

public class VerdictWordsTests
{
    private static readonly PlannedComparison Planned = new("a", "b", "", IsPrimary: true);
    private static readonly ComparedColumn Accuracy = new("test_accuracy", DifferenceUnit.Points, IsOutcome: true);
    private static readonly double[] Shape = [-1.2649110640673518, -0.6324555320336759, 0, 0.6324555320336759, 1.2649110640673518]; // spread 1

    [Theory]
    [InlineData(0.012, 0.003, "ahead by 1.20 points", "ahead")]
    [InlineData(-0.012, 0.003, "behind by 1.20 points", "behind")]
    [InlineData(0.03, 0.001, "ahead by 3.00 points, more than the margin", "ahead beyond margin")]
    [InlineData(-0.03, 0.001, "behind by 3.00 points, more than the margin", "behind beyond margin")]
    [InlineData(0.0052, 0.001, "ahead by 0.52 points, less than the margin", "ahead within margin")]
    [InlineData(-0.0052, 0.001, "behind by 0.52 points, less than the margin", "behind within margin")]
    [InlineData(-0.00004, 0.00001, "behind by less than 0.01 points, less than the margin", "behind within margin")]
    [InlineData(0.0005, 0.003, "equal within the margin", "equal within margin")]
    [InlineData(0, 0.003, "equal within the margin", "equal within margin")]
    [InlineData(0.005, 0.02, "undecided", "undecided")]
    [InlineData(-0.008, 0.02, "undecided", "undecided")]
    public void Words_say_all_that_is_shown(double difference, double spread, string words, string shortWords)
    {
        var outcome = Outcome(difference, spread, Accuracy);
        Assert.Equal((words, shortWords), (outcome.Words, outcome.ShortWords));
    }

    [Theory]
    [InlineData("area", DifferenceUnit.Points, true, 0.083, "ahead by 8.30 points, more than the margin")]
    [InlineData("eleven_point", DifferenceUnit.Points, false, -0.083, "lower by 8.30 points, more than the margin")]
    [InlineData("log(multiply_adds)", DifferenceUnit.Percent, false, -0.09, "lower by 8.61 %, more than the margin")]
    [InlineData("parameters", DifferenceUnit.Own, false, 20_304, "higher by 20,304, more than the margin")]
    [InlineData("test_loss", DifferenceUnit.Own, false, -0.1234, "lower by 0.1234, more than the margin")]
    public void Columns_have_their_units_and_only_of_an_outcome_more_is_better(string column, DifferenceUnit unit, bool isOutcome, double difference, string words) =>
        Assert.Equal(words, Outcome(difference, Math.Abs(difference) / 1000, new(column, unit, isOutcome)).Words);

    // Differences, spreads and companions of all sizes: whoever reads the words learns of every difference that is found.
    [Fact]
    public void Equal_never_stands_where_a_difference_is_found()
    {
        var random = new RandomStreams(1).Open("verdict words");
        var seen = new HashSet<string>();
        for (var i = 0; i < 1000; i++)
        {
            PairedTest[] family = [.. new int[1 + random.NextInt32(6)].Select(_ => Test(0.02 * random.NextGaussian(), Math.Pow(10, -4 + (3 * random.NextDouble()))))];
            foreach (var outcome in Outcomes(family, Accuracy))
            {
                var (isFound, isSmall) = (outcome.DifferenceP <= Verdicts.Level, outcome.EquivalenceP <= Verdicts.Level);
                var isLarge = Math.Min(Math.Abs(outcome.Corrected.Low), Math.Abs(outcome.Corrected.High)) > 0.01 && isFound;
                foreach (var words in (string[])[outcome.Words, outcome.ShortWords])
                {
                    Assert.Equal(isFound, words.StartsWith(outcome.Test.Difference.Mean > 0 ? "ahead" : "behind", StringComparison.Ordinal));
                    Assert.Equal(!isFound && isSmall, words.StartsWith("equal", StringComparison.Ordinal));
                    Assert.Equal(!isFound && !isSmall, words == "undecided");
                    Assert.Equal(isSmall || isLarge, words.Contains("margin", StringComparison.Ordinal));
                    Assert.Equal(isLarge, words.EndsWith("more than the margin", StringComparison.Ordinal) || words.EndsWith("beyond margin", StringComparison.Ordinal));
                    Assert.DoesNotContain("equivalent", words, StringComparison.Ordinal);
                }

                seen.Add(outcome.ShortWords);
            }
        }

        Assert.Equal(8, seen.Count);
    }

    [Fact]
    public void The_legend_defines_the_words_and_names_the_margin()
    {
        var legend = ComparisonOutcome.Legend([Outcome(0.1, 0.01, Accuracy)]);
        Assert.All(["ahead or behind", "less than the margin", "\"more\" where larger", "equal within the margin", "undecided", "smaller than 1.00 points"], word => Assert.Contains(word, legend, StringComparison.Ordinal));
        Assert.DoesNotContain("higher", legend, StringComparison.Ordinal);
        Assert.Contains("higher or lower", ComparisonOutcome.Legend([Outcome(0.1, 0.01, Accuracy with { IsOutcome = false })]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "<0.001")]
    [InlineData(0.00099, "<0.001")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.0464, "0.046")]
    [InlineData(1, "1.000")]
    [InlineData(double.NaN, "")]
    public void No_p_is_zero(double p, string text) => Assert.Equal(text, PValue.Text(p));

    private static ComparisonOutcome Outcome(double difference, double spread, ComparedColumn column) => Outcomes([Test(difference, spread)], column).Single();

    private static IEnumerable<ComparisonOutcome> Outcomes(PairedTest[] family, ComparedColumn column) => family.Zip(
        Verdicts.Of(family),
        (test, judged) => new ComparisonOutcome(Planned, column, 0, test, null, judged.Corrected, judged.DifferenceP, judged.EquivalenceP, judged.Verdict, family.Length));

    private static PairedTest Test(double difference, double spread) =>
        PairedTest.Of([.. Shape.Select(z => difference + (spread * z))], new double[5], 0.01);
}

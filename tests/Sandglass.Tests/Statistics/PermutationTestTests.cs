using CsCheck;
using Sandglass.Runtime;
using Sandglass.Statistics;

namespace Sandglass.Tests.Statistics;

public class PermutationTestTests
{
    // Of ±1 ±2 ±3 two of eight sums are as large as 6; as large as 4 (1 − 2 − 3) are four, and as large as 0 all.
    [Theory]
    [InlineData(0.25, 0.01, 0.02, 0.03)]
    [InlineData(0.5, 0.01, -0.02, -0.03)]
    [InlineData(1, 0.01, 0.02, -0.03)]
    [InlineData(0.75, 0.03, 0.01, -0.02)]
    public void All_signs_of_three_seeds_are_tried(double p, params double[] differences)
    {
        var test = Single(differences);
        Assert.Equal((8, p), (test.Labellings, test.P));
    }

    // Darwin's maize, crossed minus self-fertilised in eighths of an inch: 1,726 of 2¹⁵ sums are as large (Fisher 1935, § 21).
    [Fact]
    public void Random_labels_of_many_seeds_come_near_the_exact_p()
    {
        var test = Single(49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48);
        Assert.Equal(4096, test.Labellings);
        Assert.Equal(1726 / 32768.0, test.P, 4 * Math.Sqrt(0.0527 * 0.9473 / 4096));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    public void A_constant_difference_is_as_large_in_two_labellings(int seeds) =>
        Assert.Equal(2 / Math.Pow(2, seeds), Single([.. Enumerable.Repeat(0.004, seeds)]).P);

    [Fact]
    public void P_is_never_zero_and_arms_that_do_not_differ_have_one()
    {
        Assert.Equal(1 / 4096.0, Single([.. Enumerable.Repeat(0.004, 40)]).P);
        Assert.Equal(1, Single(0, 0, 0, 0).P);
    }

    [Fact]
    public void Exchanged_arms_and_another_unit_change_nothing() => Gen.Double[-0.02, 0.02].Array[2, 7].Sample(differences =>
    {
        var test = Single(differences);
        return test == Single([.. differences.Select(d => -d)]) && test.P == Single([.. differences.Select(d => 8 * d)]).P;
    });

    [Fact]
    public void A_planted_difference_is_found_and_vanishes_with_shuffled_labels()
    {
        var random = new RandomStreams(1).Open("planted");
        var family = Enumerable.Range(0, 4).Select(_ => BySeed([.. new double[10].Select(_ => 0.012 + (0.004 * random.NextGaussian()))])).ToArray();
        Assert.All(Verdicts.Of([.. family.Select(test => PairedTest.Of([.. test.Values], 0.01, new StudentQuantiles()))]), test => Assert.Equal(Verdict.Ahead, test.Verdict));

        var tests = PermutationTest.OfFamily(family, 0.01, random);
        Assert.All(tests, test => Assert.InRange(test.P, 2 / 1024.0, 0.01));
        Assert.All(tests, test => Assert.InRange(test.Found, 0.002, 0.03)); // 5 % over four, and the recorded labels
        Assert.All(tests, test => Assert.InRange(test.FoundInFamily, 0.02, 0.07));
    }

    [Fact]
    public void Labels_of_a_seed_are_exchanged_in_all_comparisons_at_once()
    {
        var twice = PermutationTest.OfFamily([BySeed(0.010, 0.012, 0.011, 0.010), BySeed(0.010, 0.012, 0.011, 0.010)], 0.01, new RandomStreams(1).Open("unused"));
        Assert.Equal(twice[0], twice[1]);
        Assert.Equal((2 / 16.0, 2 / 16.0), (twice[0].Found, twice[0].FoundInFamily)); // not 4 of 16, as with signs of their own
    }

    private static PermutationTest Single(params double[] differences) =>
        Assert.Single(PermutationTest.OfFamily([BySeed(differences)], 0.01, new RandomStreams(1).Open("permutation")));

    private static Dictionary<int, double> BySeed(params double[] differences) => differences.Index().ToDictionary(item => item.Index + 1, item => item.Item);
}

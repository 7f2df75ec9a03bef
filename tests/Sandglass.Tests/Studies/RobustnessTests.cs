using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Tests.Studies;

public class RobustnessTests
{
    // a − b is 1, 1, 1, 1 and 6 points, and a − c is one point, give or take.
    private static readonly StudyRecord Record = SampleRecord.Of(
        "sample",
        ("", "a", [0.811, 0.809, 0.811, 0.809, 0.860]),
        ("", "b", [0.801, 0.799, 0.801, 0.799, 0.800]),
        ("", "c", [0.800, 0.800, 0.801, 0.799, 0.850]));

    [Fact]
    public void Means_without_a_seed_are_those_of_the_other_seeds()
    {
        var odd = Robustness.Of(Record)[0];
        double[] means = [.. odd.WithoutASeed.Select(outcome => Math.Round(outcome.Test.Difference.Mean, 9))];
        Assert.Equal([0.0225, 0.0225, 0.0225, 0.0225, 0.01], means);
        Assert.All(odd.WithoutASeed, outcome => Assert.Equal(4, outcome.Test.Pairs));
    }

    [Fact]
    public void One_odd_seed_holds_a_verdict_back_and_the_column_says_so()
    {
        var (odd, steady) = (Robustness.Of(Record)[0], Robustness.Of(Record)[1]);
        Assert.Equal((Verdict.Undecided, 4), (odd.Outcome.Verdict, odd.SameVerdicts)); // without the fifth seed it is ahead
        Assert.Equal(Verdict.Ahead, odd.WithoutASeed[4].Verdict);
        Assert.Equal((Verdict.Ahead, 5), (steady.Outcome.Verdict, steady.SameVerdicts));
    }

    [Fact]
    public void Verdicts_without_a_seed_are_those_of_a_record_that_never_had_it()
    {
        var without = ComparisonOutcome.Of(Record with { Rows = [.. Record.Rows.Where(row => row.Seed != 2)] });
        Assert.Equal(without.Select(outcome => (outcome.Corrected, outcome.Verdict)), Robustness.Of(Record).Select(row => (row.WithoutASeed[1].Corrected, row.WithoutASeed[1].Verdict)));
    }

    [Fact]
    public void Labels_of_five_seeds_have_thirty_two_ways()
    {
        var permuted = Robustness.Of(Record).Select(row => row.Permuted).ToArray();
        Assert.All(permuted, test => Assert.Equal((32, 2 / 32.0), (test.Labellings, test.P))); // all differences are positive
    }

    [Fact]
    public void One_seed_has_nothing_left_and_no_comparison_no_row()
    {
        var single = Assert.Single(Robustness.Of(SampleRecord.Of("single", ("", "a", [0.8]), ("", "b", [0.7]))));
        Assert.Empty(single.WithoutASeed);
        Assert.Empty(Robustness.Of(SampleRecord.Of("alone", ("", "a", [0.8, 0.9]))));
    }

    [Fact]
    public void Outcomes_are_values()
    {
        Assert.Equal(ComparisonOutcome.Of(Record), ComparisonOutcome.Of(Record));
        var other = Record with { Rows = [.. Record.Rows.Where(row => row.Arm != "c")] };
        Assert.NotEqual(ComparisonOutcome.Of(Record)[0], ComparisonOutcome.Of(other)[0]);
    }

    // Within a family, so that p values change places as the difference grows.
    [Fact]
    public void A_comparison_at_its_own_difference_is_itself_and_at_another_follows_it()
    {
        var quantiles = new StudentQuantiles();
        foreach (var outcome in ComparisonOutcome.Of(Record))
        {
            var same = outcome.At(outcome.Test.Difference.Mean, quantiles);
            Assert.Equal((outcome.Test, outcome.Corrected, outcome.DifferenceP, outcome.EquivalenceP, outcome.Verdict), (same.Test, same.Corrected, same.DifferenceP, same.EquivalenceP, same.Verdict));
        }

        var odd = ComparisonOutcome.Of(Record)[0];
        Assert.Equal((Verdict.Ahead, Verdict.Behind), (odd.At(0.2, quantiles).Verdict, odd.At(-0.2, quantiles).Verdict));
        Assert.Equal(1 - (Verdicts.Level / 2), odd.At(1, quantiles).Corrected.Level); // now the smallest p of two
        Assert.Equal(Verdict.Undecided, ComparisonOutcome.Of(SampleRecord.Of("single", ("", "a", [0.8]), ("", "b", [0.7])))[0].At(0.2, quantiles).Verdict);
    }
}

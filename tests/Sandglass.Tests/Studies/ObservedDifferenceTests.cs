using Sandglass.Studies;

namespace Sandglass.Tests.Studies;

public class ObservedDifferenceTests
{
    [Fact]
    public void Rows_of_a_run_are_averaged_and_runs_are_paired_by_seed()
    {
        var difference = Assert.Single(ObservedDifference.Of(
            [.. Runs(BlockFamily.Sandglass, 3, 5, 7), .. Runs(BlockFamily.Bottleneck, 1, 3, 5, 100)],
            BlockFamily.Sandglass, BlockFamily.Bottleneck, value => value));
        Assert.Equal(2, difference.Difference.Mean);
        Assert.Equal([1, 2, 3], difference.Seeds);
        Assert.Equal((1, 2), (difference.Sign, Math.Round(difference.Difference.Low)));
        Assert.EndsWith("3 seeds", difference.ToString());
    }

    [Fact]
    public void A_budget_without_both_families_has_no_difference() =>
        Assert.Empty(ObservedDifference.Of(Runs(BlockFamily.Sandglass, 1, 2), BlockFamily.Sandglass, BlockFamily.Bottleneck, value => value));

    [Theory]
    [InlineData("supported", 1, 1)]
    [InlineData("contradicted", -1, -1)]
    [InlineData("undecided", 1, 0)]
    [InlineData("contradicted in part, else undecided", -1, 0)]
    [InlineData("the budgets disagree", 1, -1)]
    public void A_statement_is_judged_by_all_budgets(string verdict, int first, int second)
    {
        ObservedDifference Of(int sign) =>
            new("0.4x", BlockFamily.Sandglass, BlockFamily.Bottleneck, new(sign, sign - 0.5, sign + 0.5), [1, 2, 3]);
        Assert.StartsWith($"{verdict} (", ObservedDifference.Judge([Of(first), Of(second)]));
    }

    // Two rows a run around its value.
    private static IEnumerable<Observed<double>> Runs(BlockFamily family, params double[] values) =>
        from run in values.Index()
        from offset in new[] { -1.0, 1.0 }
        select new Observed<double>($"{family}", "0.4x", family, run.Index + 1, run.Item + offset);
}

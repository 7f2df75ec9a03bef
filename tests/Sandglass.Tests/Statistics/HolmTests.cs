using CsCheck;
using Sandglass.Statistics;

namespace Sandglass.Tests.Statistics;

public class HolmTests
{
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
    [Fact]
    public void Adjusted_values_are_those_of_the_textbook() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 12)));

    [Fact]
    public void A_test_that_was_not_made_counts_but_finds_nothing() => Assert.Equal([0.02, 1], Holm.Adjust([0.01, double.NaN]));

    [Theory]
    [InlineData(new[] { 0.03, 0.001, 0.02 }, new[] { 1, 3, 2 })] // 3 × 0.001, 2 × 0.02 and 1 × 0.03 find
    [InlineData(new[] { 0.5, 0.001, 0.03 }, new[] { 2, 3, 2 })] // 2 × 0.03 finds nothing, and the rest stays at that step
    [InlineData(new[] { 0.02, double.NaN }, new[] { 2, 1 })]
    public void The_step_of_each_test_is_the_one_that_decides_about_it(double[] p, int[] open) => Assert.Equal(open, Holm.Open(p, 0.05));

    [Fact]
    public void A_test_finds_something_by_its_step_exactly_where_its_adjusted_value_does() => Gen.Double[0, 0.1].Array[1, 12].Sample(p =>
        p.Zip(Holm.Adjust(p), Holm.Open(p, 0.05)).All(test => (test.First * test.Third <= 0.05) == (test.Second <= 0.05)));

    [Fact]
    public void Order_is_kept_and_no_value_shrinks() => Gen.Double[0, 1].Array[1, 12].Sample(p =>
    {
        var adjusted = Holm.Adjust(p);
        var bonferroni = p.Select(value => Math.Min(1, value * p.Length));
        Assert.All(p.Zip(adjusted, bonferroni), item => Assert.InRange(item.Second, item.First, item.Third + 1e-12));
        var byP = Enumerable.Range(0, p.Length).OrderBy(i => p[i]).Select(i => adjusted[i]).ToArray();
        Assert.Equal(byP.Order(), byP);
    });
}

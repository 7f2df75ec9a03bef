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

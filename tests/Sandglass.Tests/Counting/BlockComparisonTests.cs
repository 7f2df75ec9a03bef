namespace Sandglass.Tests.Counting;

public class BlockComparisonTests
{
    [Fact]
    public void The_four_variants_are_counted_under_their_names()
    {
        var counts = Counter.Compare(14, PaperVariants.All(96));

        Assert.Equal(["(a)", "(b)", "(c)", "(d)"], counts.Select(count => count.Name));
        Assert.Equal([3472L, 3648, 3648, 5408], counts.Select(count => count.Parameters));
        Assert.Equal(Counter.Count(PaperVariants.C(16, 16), 14).MultiplyAdds, counts[2].MultiplyAdds);
    }
}

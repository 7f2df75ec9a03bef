using Sandglass.Statistics;

namespace Sandglass.Tests.Statistics;

public class RankCorrelationTests
{
    [Fact]
    public void Within_each_seed_ranks_decide_and_the_mean_is_taken_on_Fishers_scale()
    {
        var (x, up, mixed) = ((double[])[1, 2, 3, 4], (double[])[1, 10, 100, 1000], (double[])[2, 1, 4, 3]); // of mixed: 1 - 6·4/60 = 0.6
        Assert.Equal(1, RankCorrelation.OverSeeds([(x, up)])!.Mean, 6);
        Assert.Equal(0.6, RankCorrelation.OverSeeds([(x, mixed), (x, mixed)])!.Mean, 9);
        var reversed = mixed.Reverse().ToArray(); // -0.6
        var none = RankCorrelation.OverSeeds([(x, mixed), (x, reversed)])!;
        Assert.Equal(0, none.Mean, 9);
        Assert.InRange(none.High, 0.99, 1);
        Assert.InRange(none.Low, -1, -0.99);
        Assert.Equal(0.6, RankCorrelation.OverSeeds([(x, mixed), (x, [5, 5, 5, 5])])!.Mean, 9);
        Assert.Null(RankCorrelation.OverSeeds([((double[])[1], (double[])[2])]));
    }
}

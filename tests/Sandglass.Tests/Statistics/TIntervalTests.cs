using Sandglass.Statistics;

namespace Sandglass.Tests.Statistics;

public class TIntervalTests
{
    // scipy.stats.t.ppf(0.5 + level / 2, n - 1) * std(ddof=1) / sqrt(n)
    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, 0.95, 2, 2.4841377117)]
    [InlineData(new[] { 1.0, 3 }, 0.95, 2, 12.7062047362)]
    [InlineData(new[] { 1.0, 2, 3, 4, 5 }, 0.95, 3, 1.9632431614)]
    [InlineData(new[] { 1.0, 2, 3, 4, 5 }, 0.99, 3, 3.2555867057)]
    [InlineData(new[] { 7.0, 7, 7 }, 0.95, 7, 0)]
    public void The_interval_of_a_mean_is_students(double[] values, double level, double mean, double half)
    {
        var interval = TInterval.OfMean(values, level);
        Assert.Equal(mean, interval.Mean, 1e-12);
        Assert.Equal(mean - half, interval.Low, 1e-8);
        Assert.Equal(mean + half, interval.High, 1e-8);
        Assert.Equal(level, interval.Level);
    }

    [Fact]
    public void A_difference_is_paired()
    {
        // Differences 1, 2, 3: what the pairs share does not widen the interval.
        var interval = TInterval.OfDifference([101, 52, 203], [100, 50, 200]);
        Assert.Equal(2, interval.Mean, 1e-12);
        Assert.Equal(2 + 4.302652729696142 / Math.Sqrt(3), interval.High, 1e-8);
    }

    [Fact]
    public void One_value_has_no_bounds() => Assert.Equal(new Interval(5, double.NaN, double.NaN), TInterval.OfMean([5]));

    [Fact]
    public void No_value_and_unequal_counts_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TInterval.OfMean([]));
        Assert.Throws<ArgumentException>(() => TInterval.OfDifference([1, 2], [1]));
    }
}

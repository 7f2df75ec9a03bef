using Workbench.Planning;

namespace Workbench.Tests.Planning;

public sealed class IntervalTests
{
    [Theory]
    [InlineData(0, 0, "0")]
    [InlineData(0.01234, 0.01234, "0.0123")]
    [InlineData(0.98765, 0.98765, "0.99")]
    [InlineData(12.34, 12.34, "12.3")]
    [InlineData(999.7, 999.7, "1,000")]
    [InlineData(578_123, 886_456, "578,000–886,000")]
    [InlineData(1.001, 1.002, "1.00")]
    public void Three_digits_are_written_and_a_range_only_where_they_differ(double low, double high, string words) =>
        Assert.Equal(words, new Interval(low, high).Words);

    [Fact]
    public void The_fastest_takes_least()
    {
        var time = new Interval(2, 4).TimeOf(8);
        Assert.Equal((2, 4), (time.Low, time.High));
        Assert.Equal(new Interval(5, 9), Interval.Sum([new(2, 4), new(3, 5)]));
        Assert.Equal(new Interval(4, 8), new Interval(2, 4) * 2);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 6)] // 4 | 3 + 3, and the 4's worker is done first
    [InlineData(3, 4)]
    [InlineData(9, 4)]
    public void Runs_begin_when_a_worker_is_free(int workers, double expected) => Assert.Equal(expected, StudyPlan.Makespan([4, 3, 3], workers));
}

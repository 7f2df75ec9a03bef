using Sandglass.Runtime;
using Sandglass.Statistics;

namespace Sandglass.Tests.Statistics;

public class ResamplingTests
{
    private static RandomStream Random => new RandomStreams(1).Open("bootstrap");

    [Fact]
    public void The_bootstrap_finds_the_error_of_a_share()
    {
        // 10,000 images of which the first run has 90 % right and the second 88 %, one within the other: the standard
        // error of the difference is sqrt(0.02 * 0.98 / 10,000) = 0.0014.
        bool[] first = [.. Enumerable.Range(0, 10_000).Select(i => i % 100 < 90)];
        bool[] second = [.. Enumerable.Range(0, 10_000).Select(i => i % 100 < 88)];
        var interval = ImageBootstrap.OfDifference([first], [second], Random);
        Assert.Equal(0.02, interval.Mean, 1e-12);
        Assert.Equal(2 * 1.96 * 0.0014, interval.High - interval.Low, 4e-4);
    }

    [Fact]
    public void The_same_stream_gives_the_same_interval()
    {
        bool[] first = [true, false, true, true], second = [false, false, true, true];
        Assert.Equal(ImageBootstrap.OfDifference([first], [second], Random), ImageBootstrap.OfDifference([first], [second], Random));
    }

    [Fact]
    public void Runs_over_other_images_are_refused() =>
        Assert.Throws<ArgumentException>(() => ImageBootstrap.OfDifference([new bool[3]], [new bool[4]], Random));

    [Theory]
    [InlineData(new double[] { 3 }, 3)]
    [InlineData(new double[] { 1, 2, 3, 100 }, 2.5)]
    [InlineData(new double[] { 9, 1, 2, 3, 4, 5, 6, 7 }, 4.5)]
    public void The_interquartile_mean_leaves_out_the_ends(double[] values, double expected) =>
        Assert.Equal(expected, InterquartileMean.Of(values));

    [Fact]
    public void Groups_keep_their_share_of_a_resample()
    {
        // Within each group all values are equal, so that no resample can move the mean.
        var interval = InterquartileMean.OfGroups([[1, 1, 1, 1], [5, 5, 5, 5]], Random);
        Assert.Equal(new Interval(3, 3, 3), interval);
    }
}

using MathNet.Numerics.Statistics;
using Sandglass.Analysis.Ranks;
using Sandglass.Runtime;

namespace Sandglass.Tests.Analysis.Ranks;

public class GaussianNullTests
{
    private const int Draws = 200;

    // Few samples a channel, so that the samples' number and the subtracted mean leave their mark.
    [Theory]
    [InlineData(ChannelScaling.Raw)]
    [InlineData(ChannelScaling.Centered)]
    [InlineData(ChannelScaling.Standardized)]
    public void It_is_distributed_as_if_every_sample_were_drawn(ChannelScaling scaling)
    {
        var streams = new RandomStreams(3);
        var (whole, stream) = (streams.Open("whole"), streams.Open("samples"));
        var drawn = Repeat(() => GaussianNull.Draw(8, 6, scaling, whole));
        var sampled = Repeat(() => Sampled(8, 6, scaling, stream));
        foreach (var measure in new Func<Spectrum, double>[] { s => s.EffectiveRank, s => s.StableRank, s => s.SingularValues[0] })
        {
            var (a, b) = (drawn.Select(measure).ToArray(), sampled.Select(measure).ToArray());
            var error = Math.Sqrt((a.Variance() + b.Variance()) / Draws);
            Assert.Equal(a.Mean(), b.Mean(), 4 * error + 1e-12);
            Assert.InRange(error / a.Mean(), 0, 0.03); // tight enough to tell 8 samples from 7
        }
    }

    [Fact]
    public void With_many_samples_it_uses_every_direction() =>
        Assert.Equal(
            40, GaussianNull.Draw(1_000_000, 40, ChannelScaling.Standardized, new RandomStreams(1).Open("a")).EffectiveRank, 0.01);

    [Fact]
    public void It_needs_more_samples_than_channels() => Assert.Throws<ArgumentOutOfRangeException>(
        () => GaussianNull.Draw(40, 40, ChannelScaling.Raw, new RandomStreams(1).Open("a")));

    private static Spectrum[] Repeat(Func<Spectrum> draw) => [.. Enumerable.Range(0, Draws).Select(_ => draw())];

    private static Spectrum Sampled(int rows, int channels, ChannelScaling scaling, RandomStream stream)
    {
        var moments = new ChannelMoments(channels);
        moments.Add([.. Enumerable.Range(0, rows * channels).Select(_ => stream.NextGaussian())]);
        return moments.Spectrum(scaling);
    }
}

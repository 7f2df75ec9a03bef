using MathNet.Numerics.Statistics;
using Sandglass.Analysis.Ranks;
using Sandglass.Runtime;

namespace Sandglass.Tests.Analysis.Ranks;

public class ChannelMomentsTests
{
    private const int Channels = 9;
    private static readonly double[] Matrix = RandomMatrix.Mixed(400, Channels);

    [Theory]
    [InlineData(ChannelScaling.Raw)]
    [InlineData(ChannelScaling.Centered)]
    [InlineData(ChannelScaling.Standardized)]
    public void Batch_by_batch_it_gives_the_singular_values_of_the_whole_matrix(ChannelScaling scaling)
    {
        var moments = new ChannelMoments(Channels);
        foreach (var batch in Matrix.Chunk(70 * Channels))
        {
            moments.Add(batch);
        }

        var expected = RandomMatrix.SingularValues(Scaled(Matrix, scaling), Channels);
        var actual = moments.Spectrum(scaling).SingularValues;
        Assert.Equal(400, moments.Samples);
        Assert.Equal(Channels, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * expected[0]));
    }

    [Fact]
    public void Directions_a_millionth_of_the_largest_are_still_seen()
    {
        // The square of 1e-6 is below the rounding of a 32-bit float's 1.
        var columns = RandomMatrix.Orthogonal(200, 3).Select((value, i) => value * (i % 3 == 2 ? 1e-6 : 1)).ToArray();
        var spectrum = SpectrumOf(columns, 3, ChannelScaling.Raw);
        Assert.Equal(1e-6, spectrum.SingularValues[2], 1e-9);
        Assert.Equal((2, 3), (spectrum.NumericalRank(1e-5), spectrum.NumericalRank(1e-7)));
    }

    [Fact]
    public void Orthogonal_channels_use_every_direction_and_copies_one()
    {
        Assert.Equal(6, SpectrumOf(RandomMatrix.Orthogonal(50, 6), 6, ChannelScaling.Raw).EffectiveRank, 1e-9);
        var copies = Enumerable.Range(0, 300).Select(i => Math.Sin(i / 6) * ((i % 6) + 1)).ToArray();
        Assert.All(
            Enum.GetValues<ChannelScaling>(),
            scaling => Assert.Equal(1, SpectrumOf(copies, 6, scaling).EffectiveRank, 1e-5));
    }

    [Fact]
    public void The_order_of_channels_does_not_matter_and_that_of_each_channels_samples_does()
    {
        var stream = new RandomStreams(1).Open("order");
        var order = Enumerable.Range(0, Channels).ToArray();
        stream.Shuffle(order.AsSpan());
        var turned = Matrix.Select((_, i) => Matrix[(i / Channels * Channels) + order[i % Channels]]).ToArray();
        var torn = (double[])Matrix.Clone();
        for (var c = 0; c < Channels; c++)
        {
            var column = Column(Matrix, c);
            stream.Shuffle(column.AsSpan());
            for (var row = 0; row < column.Length; row++)
            {
                torn[(row * Channels) + c] = column[row];
            }
        }

        var rank = SpectrumOf(Matrix, Channels, ChannelScaling.Standardized).EffectiveRank;
        Assert.Equal(rank, SpectrumOf(turned, Channels, ChannelScaling.Standardized).EffectiveRank, 1e-9);
        Assert.True(SpectrumOf(torn, Channels, ChannelScaling.Standardized).EffectiveRank > rank + 1);
    }

    [Fact]
    public void A_channel_that_never_changes_has_no_direction_once_centred()
    {
        var values = RandomMatrix.Orthogonal(100, 3).Select((value, i) => i % 3 == 0 ? 1000.1 : value).ToArray();
        Assert.Equal(3, SpectrumOf(values, 3, ChannelScaling.Raw).NumericalRank(1e-6));
        Assert.Equal(2, SpectrumOf(values, 3, ChannelScaling.Centered).NumericalRank(1e-6));
        Assert.Equal(2, SpectrumOf(values, 3, ChannelScaling.Standardized).NumericalRank(1e-6));
        Assert.Equal(0, SpectrumOf([5, 5, 5, 5], 1, ChannelScaling.Standardized).EffectiveRank);
    }

    [Fact]
    public void What_has_no_rank_is_refused()
    {
        Assert.Contains("without samples", Assert.Throws<WorkbenchException>(() => SpectrumOf([], 3, ChannelScaling.Raw)).Message);
        Assert.Contains("not a finite number", Assert.Throws<WorkbenchException>(
            () => SpectrumOf([1, double.NaN], 2, ChannelScaling.Raw)).Message);
        Assert.Throws<ArgumentException>(() => new ChannelMoments(3).Add([1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChannelMoments(0));
    }

    private static Spectrum SpectrumOf(double[] values, int channels, ChannelScaling scaling)
    {
        var moments = new ChannelMoments(channels);
        moments.Add(values);
        return moments.Spectrum(scaling);
    }

    private static double[] Scaled(double[] values, ChannelScaling scaling)
    {
        var columns = Enumerable.Range(0, Channels).Select(c => Column(values, c)).ToArray();
        return
        [
            .. values.Select((value, i) => (columns[i % Channels], value) switch
            {
                _ when scaling == ChannelScaling.Raw => value,
                var (column, v) when scaling == ChannelScaling.Centered => v - column.Average(),
                var (column, v) => (v - column.Average()) / column.PopulationStandardDeviation(),
            }),
        ];
    }

    private static double[] Column(double[] values, int channel) => [.. values.Where((_, i) => i % Channels == channel)];
}

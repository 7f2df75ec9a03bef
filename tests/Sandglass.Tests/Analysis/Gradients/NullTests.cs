using MathNet.Numerics.Statistics;
using Sandglass.Analysis;
using Sandglass.Analysis.Gradients;
using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Gradients;

public class NullTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(115_000)]
    [InlineData(3_400_000)]
    public void Cosines_of_noise_spread_as_one_over_the_root_of_the_parameters(long parameters)
    {
        var gram = GradientNulls.RandomVectors(64, parameters, new RandomStreams(1));
        var summary = gram.Summarize();
        Assert.Equal(1, summary.Cosines.StandardDeviation() * Math.Sqrt(parameters), 0.1);
        Assert.InRange(Math.Abs(summary.Cosines.Mean()) * Math.Sqrt(parameters), 0, 0.1);
        Assert.Equal(1, summary.MeanSquaredNorm / parameters, 0.1);
        Assert.InRange(summary.ShareNegative, 0.4, 0.6);
    }

    // The drawn products against those of drawn vectors: three numbers, where every degree of freedom counts.
    [Fact]
    public void Products_of_noise_have_the_moments_of_its_vectors()
    {
        var stream = new RandomStreams(5).Open("test");
        var drawn = Enumerable.Range(0, 20_000).Select(_ => WishartDraws.Draw(3, 3, stream)).ToArray();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(3, drawn.Average(p => p[i, i]), 0.1);
            Assert.Equal(15, drawn.Average(p => p[i, i] * p[i, i]), 1.0);
            Assert.Equal(0, drawn.Average(p => p[i, (i + 1) % 3]), 0.1);
            Assert.Equal(3, drawn.Average(p => p[i, (i + 1) % 3] * p[i, (i + 1) % 3]), 0.2);
        }
    }

    [Fact]
    public void Random_labels_are_others_and_the_same_each_time()
    {
        using var scope = NewDisposeScope();
        using var network = SampleNetworks.Build(SampleNetworks.Plan(BlockFamily.Sandglass, "plain"));
        var samples = SampleNetworks.Samples(10);
        var measured = GradientConfusion.OfSamples(network, samples);
        GradientGram Null(int seed) => GradientNulls.RandomLabels(network, samples, new RandomStreams(seed));
        Assert.Equal(Null(1).Losses, Null(1).Losses);
        Assert.NotEqual(Null(1).Losses, Null(2).Losses);
        Assert.NotEqual(measured.Losses, Null(1).Losses);
    }

    [Fact]
    public void An_untrained_network_is_that_of_its_seed()
    {
        using var scope = NewDisposeScope();
        var plan = SampleNetworks.Plan(BlockFamily.Sandglass, "plain");
        using var network = new BottleneckNetwork(plan, new RandomStreams(3));
        var samples = SampleNetworks.Samples(6);
        var batches = SampleNetworks.Split(samples, 3);
        var streams = new RandomStreams(3);
        Assert.Equal(
            GradientConfusion.OfSamples(network, samples).Of("all").Products,
            GradientNulls.Untrained(plan, Initialization.Released, samples, streams).Of("all").Products);
        Assert.Equal(
            GradientConfusion.OfBatches(network, batches, streams).Of("all").Products,
            GradientNulls.Untrained(plan, Initialization.Released, batches, streams).Of("all").Products);
    }
}

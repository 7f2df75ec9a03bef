using Sandglass.Analysis.Gradients;
using Sandglass.Runtime;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Tests.Analysis.Gradients;

public class BatchGradientTests
{
    private static readonly RandomStreams Streams = new(6);

    [Fact]
    public void Norms_are_those_of_a_training_step()
    {
        using var scope = NewDisposeScope();
        using var network = SampleNetworks.Build(SampleNetworks.Plan(BlockFamily.Sandglass, "plain"));
        var batches = SampleNetworks.Split(SampleNetworks.Samples(12), 4);
        var gram = GradientConfusion.OfBatches(network, batches, Streams);
        Assert.All(network.parameters(), parameter => Assert.Null(parameter.grad));
        var loss = F.cross_entropy(network.call(batches[1].Images), batches[1].Labels, label_smoothing: 0.1);
        loss.backward();
        var norm = network.parameters().Sum(p => p.grad!.contiguous().data<float>().Sum(g => (double)g * g));
        Assert.Equal(norm, gram.Of("all").Products[1, 1], norm * 1e-5);
        Assert.Equal(loss.data<float>()[0], gram.Losses[1], 1e-6);
    }

    [Fact]
    public void Little_memory_gives_the_same_products()
    {
        using var scope = NewDisposeScope();
        using var network = SampleNetworks.Build(SampleNetworks.Plan(BlockFamily.InvertedResidual, "plain") with { Dropout = 0.5 });
        var batches = SampleNetworks.Split(SampleNetworks.Samples(20), 4);
        var bytes = 4 * network.parameters().Sum(p => p.numel());
        var whole = GradientConfusion.OfBatches(network, batches, Streams);
        Assert.All((int[])[1, 2, 3], kept => Assert.InRange(
            Grams.Difference(GradientConfusion.OfBatches(network, batches, Streams, new ConfusionSettings { GradientBytes = kept * bytes }), whole),
            0,
            1e-6));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        using var scope = NewDisposeScope();
        using var network = SampleNetworks.Build(SampleNetworks.Plan(BlockFamily.Sandglass, "plain"));
        var error = Assert.Throws<WorkbenchException>(() => GradientConfusion.OfSamples(
            network, SampleNetworks.Samples(2), new ConfusionSettings { MicroBatch = 0 }));
        Assert.Contains("micro-batch", error.Message, StringComparison.Ordinal);
        Assert.True(network.training);
    }
}

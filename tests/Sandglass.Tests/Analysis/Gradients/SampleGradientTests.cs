using Sandglass.Analysis.Gradients;
using Sandglass.Analysis.Probes;
using Sandglass.Data;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Gradients;

public class SampleGradientTests
{
    public static TheoryData<BlockFamily, string> Cases => SampleNetworks.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_in_one_pass_are_those_of_a_loop(BlockFamily family, string kind)
    {
        using var scope = NewDisposeScope();
        using var network = SampleNetworks.Build(SampleNetworks.Plan(family, kind));
        var samples = SampleNetworks.Samples(7);
        var loop = GradientConfusion.OfSamplesOneByOne(network, SampleNetworks.Split(samples, 1));
        var atOnce = GradientConfusion.OfSamples(network, samples);
        var inParts = GradientConfusion.OfSamples(network, samples, new ConfusionSettings { MicroBatch = 3 });

        Assert.InRange(Grams.Difference(atOnce, loop), 0, 1e-5);
        Assert.InRange(Grams.Difference(inParts, loop), 0, 1e-5);
        Assert.All(loop.Losses.Zip(atOnce.Losses), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(network.parameters().Sum(p => p.numel()), atOnce.Of(GradientGram.All).Parameters);
        Assert.Equal(["all", "stem", "stage1.block1", "stage2.block1", "stage2.block2", "head", "classifier"], atOnce.Groups.Keys);
    }

    [Fact]
    public void Groups_add_up_to_all()
    {
        using var scope = NewDisposeScope();
        using var network = SampleNetworks.Build(SampleNetworks.Plan(BlockFamily.Sandglass, "plain"));
        var gram = GradientConfusion.OfSamples(network, SampleNetworks.Samples(4));
        var parts = gram.Groups.Where(group => group.Key != GradientGram.All).ToArray();
        Assert.Equal(gram.Of(GradientGram.All).Products[1, 2], parts.Sum(part => part.Value.Products[1, 2]), 1e-9);
        Assert.Equal(gram.Of(GradientGram.All).Parameters, parts.Sum(part => part.Value.Parameters));
        Assert.Contains("stem", Assert.Throws<WorkbenchException>(() => gram.Of("stage9")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Permuted_samples_permute_the_products()
    {
        using var scope = NewDisposeScope();
        using var network = SampleNetworks.Build(SampleNetworks.Plan(BlockFamily.InvertedResidual, "plain"));
        var samples = SampleNetworks.Samples(5);
        long[] order = [3, 0, 4, 1, 2];
        var indices = tensor(order);
        var plain = GradientConfusion.OfSamples(network, samples).Of("all").Products;
        var permuted = GradientConfusion.OfSamples(
            network, new Batch(samples.Images.index_select(0, indices), samples.Labels.index_select(0, indices))).Of("all").Products;
        var expected = new double[5, 5];
        for (var i = 0; i < 25; i++)
        {
            expected[i / 5, i % 5] = plain[order[i / 5], order[i % 5]];
        }

        Assert.InRange(Grams.Difference(permuted, expected), 0, 1e-6);
        Assert.InRange(Grams.Difference(plain, expected), 1e-3, double.MaxValue);
    }

    [Fact]
    public void Open_probes_take_part()
    {
        using var scope = NewDisposeScope();
        var plan = SampleNetworks.Plan(BlockFamily.Sandglass, "plain");
        using var network = SampleNetworks.Build(plan);
        using var without = SampleNetworks.Build(plan.WithBlocks((_, block) => block with { Shortcut = ShortcutSite.None }));
        without.load_state_dict(network.state_dict());
        var samples = SampleNetworks.Samples(4);
        var expected = GradientConfusion.OfSamples(without, samples);
        var whole = GradientConfusion.OfSamples(network, samples);
        using var probes = ProbeScope.On(network).Cut("stage*.block*.shortcut");
        Assert.InRange(Grams.Difference(GradientConfusion.OfSamples(network, samples), expected), 0, 1e-6);
        Assert.InRange(Grams.Difference(whole, expected), 1e-3, double.MaxValue);
    }

    [Fact]
    public void What_a_loss_does_not_depend_on_has_no_gradient()
    {
        using var scope = NewDisposeScope();
        using var network = SampleNetworks.Build(SampleNetworks.Plan(BlockFamily.Sandglass, "plain"));
        using var probes = ProbeScope.On(network).Cut("stage2.block1.out");
        var gram = GradientConfusion.OfSamples(network, SampleNetworks.Samples(3));
        Assert.All((string[])["stem", "stage1.block1", "stage2.block1"], group => Assert.Equal(new double[3, 3], gram.Of(group).Products));
        Assert.True(gram.Of("head").Products[0, 0] > 0);
        Assert.Equal(0, gram.Summarize("stem").Minimum);
    }
}

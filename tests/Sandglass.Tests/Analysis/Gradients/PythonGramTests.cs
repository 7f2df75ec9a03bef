using System.Text.Json;
using Sandglass.Analysis.Gradients;
using Sandglass.Runtime;
using Sandglass.Tests.Analysis.Parity;
using Workbench.Tests;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Gradients;

/// <summary>The same products in Python's PyTorch, from the same weights and batches.</summary>
public class PythonGramTests
{
    private const int BatchSize = 6;

    [DeepFact]
    public void Products_are_those_of_python()
    {
        foreach (var family in Enum.GetValues<BlockFamily>())
        {
            Compare(family, "plain");
        }

        foreach (var kind in (string[])["excited", "excited and normalised", "grouped", "dense"])
        {
            Compare(BlockFamily.Sandglass, kind);
        }
    }

    private static void Compare(BlockFamily family, string kind)
    {
        using var scope = NewDisposeScope();
        using var network = SampleNetworks.Build(SampleNetworks.Plan(family, kind));
        var batches = SampleNetworks.Split(SampleNetworks.Samples(3 * BatchSize), BatchSize);
        var samples = GradientConfusion.OfSamples(network, batches[0]);
        var miniBatches = GradientConfusion.OfBatches(network, batches, new RandomStreams(1));
        using var written = new ParityCase(network, batches, samples.Groups.Keys.Where(group => group != GradientGram.All), 0.1);
        using var answer = written.Run("gram.py");
        AssertEqual(answer.RootElement.GetProperty("samples"), samples, $"{family}, {kind}, samples");
        AssertEqual(answer.RootElement.GetProperty("batches"), miniBatches, $"{family}, {kind}, mini-batches");
    }

    private static void AssertEqual(JsonElement python, GradientGram ours, string what)
    {
        Assert.All(ours.Losses.Zip(python.GetProperty("losses").Deserialize<double[]>()!), pair =>
            Assert.Equal(pair.Second, pair.First, 1e-4));
        var groups = python.GetProperty("products").Deserialize<Dictionary<string, double[][]>>()!;
        Assert.Equal(ours.Groups.Keys.Order(), groups.Keys.Order());
        foreach (var (group, products) in groups)
        {
            var expected = new double[ours.Count, ours.Count];
            for (var i = 0; i < expected.Length; i++)
            {
                expected[i / ours.Count, i % ours.Count] = products[i / ours.Count][i % ours.Count];
            }

            var difference = Grams.Difference(ours.Of(group).Products, expected);
            Assert.True(difference < 1e-4, $"{what}, {group}: {difference}");
        }
    }
}

using Sandglass.Analysis.Gradients;
using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Gradients;

/// <summary>
/// A network of one pixel and one channel: h = a·x, z = b·h, scores (c₁·z, c₂·z), each convolution followed by a
/// BatchNorm that divides by √(1 + ε). All gradients are written out by hand.
/// </summary>
public class TwoLayerTests
{
    private const double Smoothing = 0.2;
    private static readonly double Norm = Math.Sqrt(1 + 1e-5);

    [Fact]
    public void Products_are_those_computed_by_hand()
    {
        var (a, b, c1, c2) = (0.8, -1.5, 0.7, -0.4);
        using var scope = NewDisposeScope();
        using var network = Build(a, b, c1, c2);
        double[] images = [1.2, -0.7, 2.0];
        int[] labels = [0, 1, 1];
        var gradients = images.Zip(labels, (x, label) => ByHand(a, b, c1, c2, x, label)).ToArray();
        var samples = new Batch(
            tensor(images.Select(x => (float)x).ToArray(), [3, 1, 1, 1]), tensor(labels.Select(label => (long)label).ToArray()));

        var gram = GradientConfusion.OfSamples(network, samples, new ConfusionSettings { LabelSmoothing = Smoothing });
        foreach (var (group, part) in new[] { ("stem", 0..3), ("stage1.block1", 3..6), ("classifier", 6..10), ("all", 0..10) })
        {
            var expected = GradientGram.OfVectors(new double[3], [.. gradients.Select(g => g[part])]);
            Assert.InRange(Grams.Difference(gram.Of(group).Products, expected.Of("all").Products), 0, 5e-6);
            Assert.Equal(expected.Of("all").Parameters, gram.Of(group).Parameters);
        }
    }

    // (a, γ₁, β₁, b, γ₂, β₂, c₁, c₂, d₁, d₂)
    private static double[] ByHand(double a, double b, double c1, double c2, double x, int label)
    {
        var h = a * x / Norm;
        var z = b * h / Norm;
        var (e1, e2) = (Math.Exp(c1 * z), Math.Exp(c2 * z));
        double Target(int k) => (k == label ? 1 - Smoothing : 0) + (Smoothing / 2);
        var (d1, d2) = ((e1 / (e1 + e2)) - Target(0), (e2 / (e1 + e2)) - Target(1));
        var dz = (d1 * c1) + (d2 * c2);
        var dh = dz * b / Norm;
        return [dh * x / Norm, dh * h, dh, dz * h / Norm, dz * z, dz, d1 * z, d2 * z, d1, d2];
    }

    private static BottleneckNetwork Build(double a, double b, double c1, double c2)
    {
        var block = BlockSpec.InvertedResidual(1, 1, 1) with { Spatial = new SpatialPlacement(0, 0, 0), Shortcut = ShortcutSite.None };
        var network = new BottleneckNetwork(
            new NetworkPlan
            {
                Name = "two layers",
                Width = 1,
                Resolution = 1,
                Classes = 2,
                Stem = new ConvSpec("stem", 1, 1, 1, 1, 1, Activation.None),
                Stages = [new StagePlan("stage1", [block])],
            },
            new RandomStreams(1));
        var weights = network.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        using var noGrad = no_grad();
        weights["stem.conv.weight"].fill_(a);
        weights["stage1.block1.project.conv.weight"].fill_(b);
        weights["classifier.weight"].copy_(tensor(new[] { (float)c1, (float)c2 }, [2, 1]));
        return network;
    }
}

using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Compute.Tests;

/// <summary>Whole networks in training.</summary>
public sealed class NetworkTests
{
    private const int Batch = 64;

    /// <summary>
    /// Rounding grows from step to step in any training: another run of libtorch's, its first weights changed in the last
    /// digit, says by how much.
    /// </summary>
    [Theory]
    [InlineData(BlockFamily.Sandglass)]
    [InlineData(BlockFamily.InvertedResidual)]
    [InlineData(BlockFamily.Bottleneck)]
    public void Losses_of_the_first_fifty_steps_are_libtorchs_but_for_rounding(BlockFamily family)
    {
        const int steps = 50;
        var (exact, rounded, fused) = (Losses(family, Way.LibTorch, steps), Losses(family, Way.LastDigit, steps), Losses(family, Way.Fused, steps));
        Assert.True(exact[^1] < exact[0] - 0.05, $"nothing was learnt: {exact[0]:0.000} to {exact[^1]:0.000}");
        Assert.InRange(Apart(exact, fused, 3), 0, 1e-4);
        Assert.InRange(Apart(exact, fused, steps), 0, Math.Max(1e-3, 3 * Apart(exact, rounded, steps)));
    }

    [Fact]
    public void A_step_allocates_the_same_little_each_time()
    {
        List<long> allocated = [];
        Losses(BlockFamily.Sandglass, Way.Fused, 12, () => allocated.Add(GC.GetAllocatedBytesForCurrentThread()));
        var steps = allocated.Skip(1).Zip(allocated, (after, before) => after - before).Skip(4).ToArray();
        Assert.InRange(steps.Max(), 1, 400_000);
        Assert.InRange(steps.Max() - steps.Min(), 0, 20_000);
    }

    private static List<float> Losses(BlockFamily family, Way way, int steps, Action? after = null)
    {
        var recipe = Preset.Standard.Recipe;
        using var network = new BottleneckNetwork(MacroPlan.SmallImage.Fill(family, 0.5), new RandomStreams(1), recipe.Initialization);
        if (way == Way.Fused)
        {
            FusedLayers.In(network);
        }

        network.train();
        if (way == Way.LastDigit)
        {
            using var noGrad = no_grad();
            using var digits = NewDisposeScope();
            using var generator = new Generator(1);
            foreach (var weight in network.parameters())
            {
                weight.mul_(1 + (randn(weight.shape, generator: generator) * 1e-7f));
            }
        }

        using var optimizer = new WeightOptimizer(network, recipe);
        using var random = new Generator(7);
        using var patterns = randn([10, 1, 28, 28], generator: random);
        List<float> losses = [];
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var labels = randint(0, 10, [Batch], generator: random);
            var images = patterns.index_select(0, labels) + (randn([Batch, 1, 28, 28], generator: random) * 0.5f);
            optimizer.ZeroGradients();
            var loss = F.cross_entropy(network.call(images), labels, label_smoothing: recipe.LabelSmoothing);
            losses.Add(loss.ReadSingle());
            loss.backward();
            optimizer.Step(0.003);
            after?.Invoke();
        }

        return losses;
    }

    private static double Apart(List<float> a, List<float> b, int steps) =>
        a.Zip(b, (x, y) => Math.Abs((double)x - y)).Take(steps).Max();

    private enum Way
    {
        LibTorch,
        LastDigit,
        Fused,
    }
}

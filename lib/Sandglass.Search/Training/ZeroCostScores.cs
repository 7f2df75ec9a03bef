using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Search.Training;

/// <summary>
/// Scores of an untrained network from one batch (Abdelfattah et al. 2021): if they rank genotypes as well as a search
/// does, the search was not what helped. Higher is better by either.
/// </summary>
internal static class ZeroCostScores
{
    // R is proportional to the image, so a dark one gives the same score; under it no ReLU6 of a block cuts anything off,
    // which would make the score of blocks a smaller one than that of rectifiers without a bound.
    private const double Dark = 1e-100;

    /// <summary>Length of the gradient of the batch's loss, by all convolution and linear weights together.</summary>
    /// <param name="plan">The network; built for the call and freed afterwards.</param>
    /// <param name="images">Images [N, C, H, W], normalised.</param>
    /// <param name="labels">Labels [N], 64-bit integers.</param>
    /// <param name="streams">Where its initial weights come from.</param>
    /// <param name="initialization">The rule for initial weights.</param>
    public static double GradientNorm(
        CellNetworkPlan plan, Tensor images, Tensor labels, RandomStreams streams, Initialization initialization = Initialization.FanOut)
    {
        using var scope = NewDisposeScope();
        using var network = new CellNetwork(Plain(plan), streams, initialization);
        var loss = functional.cross_entropy(network.call(images), labels);
        return Math.Sqrt(WeightGradients.Of(loss, Kernels(network)).Sum(gradient => Total(gradient.mul(gradient))));
    }

    /// <summary>
    /// SynFlow (Tanaka et al. 2020), its natural logarithm: with all weights made positive, BatchNorm an identity and an
    /// image of ones, Σ w · ∂R/∂w over convolution and linear weights, where R is the sum of the class scores. In double precision.
    /// </summary>
    /// <param name="plan">The network; built for the call and freed afterwards.</param>
    /// <param name="streams">Where its initial weights come from.</param>
    /// <param name="initialization">The rule for initial weights.</param>
    public static double LogSynFlow(CellNetworkPlan plan, RandomStreams streams, Initialization initialization = Initialization.FanOut) =>
        Math.Log(SynFlows(plan, streams, initialization).Sum(layer => layer.Flow)) - Math.Log(Dark);

    /// <summary>Each layer's share of SynFlow's sum, for an image so dark as is said above.</summary>
    internal static IReadOnlyList<(string Name, double Flow)> SynFlows(CellNetworkPlan plan, RandomStreams streams, Initialization initialization)
    {
        using var scope = NewDisposeScope();
        using var network = new CellNetwork(Plain(plan), streams, initialization);
        network.to(ScalarType.Float64);
        network.eval(); // running statistics are 0 and 1, so BatchNorm divides by the root of 1 + ε alone
        using (no_grad())
        {
            foreach (var parameter in network.parameters())
            {
                parameter.abs_();
            }
        }

        var (side, pixels) = (plan.Resolution, Enumerable.Repeat(Dark, plan.InputChannels * plan.Resolution * plan.Resolution).ToArray());
        var images = CopiedTensor.Of((ReadOnlySpan<double>)pixels, 1, plan.InputChannels, side, side);
        var kernels = Kernels(network);
        var gradients = WeightGradients.Of(network.call(images).sum(), kernels);
        var names = network.named_parameters().Where(named => named.parameter.dim() > 1).Select(named => named.name);
        return [.. names.Zip(kernels.Zip(gradients, (kernel, gradient) => Total(kernel.mul(gradient))))];
    }

    // Matrices and kernels, in the order of their names.
    private static Tensor[] Kernels(CellNetwork network) =>
        [.. network.named_parameters().Where(named => named.parameter.dim() > 1).Select(named => named.parameter)];

    private static CellNetworkPlan Plain(CellNetworkPlan plan) => plan with { Auxiliary = false, DropPath = 0 };

    private static double Total(Tensor x)
    {
        using var scope = NewDisposeScope();
        return x.detach().sum().to(ScalarType.Float64).cpu().data<double>()[0];
    }
}

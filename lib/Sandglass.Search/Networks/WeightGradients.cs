using static TorchSharp.torch;

namespace Sandglass.Search.Networks;

/// <summary>
/// Gradients of weights, some of which may have no part in the loss: a parsed genotype may leave a map unused, for which
/// <c>autograd.grad</c> ends the process.
/// </summary>
internal static class WeightGradients
{
    /// <summary>In the order of the weights, in the caller's scope; zeros where there is none.</summary>
    internal static Tensor[] Of(Tensor loss, IReadOnlyList<Tensor> weights)
    {
        foreach (var weight in weights)
        {
            weight.grad?.zero_();
        }

        loss.backward();
        return [.. weights.Select(weight => weight.grad ?? zeros_like(weight))];
    }
}

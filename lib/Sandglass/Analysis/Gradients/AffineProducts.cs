using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Gradients;

/// <summary>
/// y = W x + b. A sample's gradient of W is the outer product of δ and x, and ⟨δ_i x_iᵀ, δ_j x_jᵀ⟩ = ⟨δ_i, δ_j⟩ ⟨x_i, x_j⟩:
/// the gradients themselves are not needed.
/// </summary>
internal sealed class AffineProducts : LayerProducts
{
    private readonly List<Tensor> _inputs = [];
    private readonly List<Tensor> _gradients = [];

    internal override void Add(Tensor input, Tensor gradient)
    {
        _inputs.Add(Row(input));
        _gradients.Add(Row(gradient));
    }

    internal override Tensor Finish()
    {
        var (inputs, gradients) = (Products(_inputs), Products(_gradients));
        return (inputs * gradients).Plus(gradients);
    }

    private static Tensor Row(Tensor x) => x.detach().flatten(1).cpu().clone().DetachFromDisposeScope();
}

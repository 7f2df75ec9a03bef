using Sandglass.Search.Supernet;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sandglass.Search.Bilevel;

/// <summary>
/// The gradient of the validation loss by the alphas (Liu et al. 2019, section 2.3). First order takes the weights w as
/// they are. Second order sees that they would follow: w' = w − ξ(μv + ∇w Ltrain(w, α) + λw), and
/// <code>
/// ∇α Lval(w', α) − ξ ∇²α,w Ltrain(w, α) · ∇w' Lval(w', α)
/// </code>
/// whose product is a central difference of ∇α Ltrain at w ± ε∇w' Lval, with ε = r / ‖∇w' Lval‖ (eqs. 7 and 8).
/// </summary>
internal static class ArchitectureGradient
{
    /// <summary>r, the length of the step in weights.</summary>
    private const double Reach = 0.01;

    /// <summary>First order: gradients of normal and reduction alphas, in the caller's scope, and what the batch said.</summary>
    internal static (Tensor[] Gradients, BatchResult Result) FirstOrder(SearchNetwork network, Labelled validation) =>
        Gradients(network, validation, [.. network.Alphas.Both]);

    /// <summary>Second order. Weights and running statistics are as before afterwards.</summary>
    /// <param name="network">The network.</param>
    /// <param name="training">The batch that the weights would follow.</param>
    /// <param name="validation">The batch that judges.</param>
    /// <param name="rate">ξ, the weights' learning rate.</param>
    /// <param name="follow">What the weights would follow beside the gradient ∇: (i, w, ∇) → μv + ∇ + λw.</param>
    /// <param name="reach">r.</param>
    internal static (Tensor[] Gradients, BatchResult Result) SecondOrder(
        SearchNetwork network, Labelled training, Labelled validation, double rate, Func<int, Tensor, Tensor, Tensor> follow, double reach = Reach)
    {
        var weights = network.Weights;
        using var kept = new KeptState(network);
        using var minusRate = (-rate).ToScalar();
        var (gradients, _) = Gradients(network, training, [.. weights]);
        using (no_grad())
        {
            foreach (var (i, weight) in weights.Index())
            {
                weight.add_(follow(i, weight, gradients[i]), minusRate);
            }
        }

        var (both, result) = Gradients(network, validation, [.. network.Alphas.Both, .. weights]);
        kept.Restore();
        var (direct, direction) = (both[..2], both[2..]);
        var implicitGradients = HessianProduct(network, training, direction, reach);
        kept.Restore(); // what was added and taken away leaves rounding behind
        return ([.. direct.Zip(implicitGradients, (gradient, product) => gradient.add(product, minusRate))], result);
    }

    /// <summary>∇²α,w Ltrain · direction.</summary>
    private static Tensor[] HessianProduct(SearchNetwork network, Labelled training, Tensor[] direction, double reach)
    {
        var length = Math.Sqrt(direction.Sum(SquaredNorm));
        if (length == 0)
        {
            return [.. network.Alphas.Both.Select(alphas => zeros_like(alphas))];
        }

        var epsilon = reach / length;
        var plus = GradientAt(network, training, direction, epsilon);
        var minus = GradientAt(network, training, direction, -2 * epsilon);
        using var minusOne = (-1.0).ToScalar();
        using var scale = (1 / (2 * epsilon)).ToScalar();
        return [.. plus.Zip(minus, (p, m) => p.add(m, minusOne).mul(scale))];
    }

    private static Tensor[] GradientAt(SearchNetwork network, Labelled training, Tensor[] direction, double step)
    {
        using (no_grad())
        {
            using var scalar = step.ToScalar();
            foreach (var (weight, along) in network.Weights.Zip(direction))
            {
                weight.add_(along, scalar);
            }
        }

        return Gradients(network, training, [.. network.Alphas.Both]).Gradients;
    }

    /// <summary>Gradients of a batch's loss, in the caller's scope, and what the batch said; the pass's maps are freed.</summary>
    internal static (Tensor[] Gradients, BatchResult Result) Gradients(SearchNetwork network, Labelled batch, IList<Tensor> by)
    {
        using var scope = NewDisposeScope();
        using var frozen = new FrozenParameters(network.Weights.Except(by, ReferenceEqualityComparer.Instance).Cast<Parameter>());
        var (loss, result) = Loss(network, batch);
        return ([.. autograd.grad([loss], by).Select(gradient => gradient.MoveToOuterDisposeScope())], result);
    }

    /// <summary>Cross-entropy of a batch in the graph, and its numbers.</summary>
    internal static (Tensor Loss, BatchResult Result) Loss(SearchNetwork network, Labelled batch)
    {
        var scores = network.call(batch.Images);
        var loss = nn.functional.cross_entropy(scores, batch.Labels);
        return (loss, BatchResult.Of(loss, scores, batch.Labels));
    }

    private static double SquaredNorm(Tensor x)
    {
        using var scope = NewDisposeScope();
        return x.mul(x).sum().to(ScalarType.Float64).cpu().data<double>()[0];
    }
}

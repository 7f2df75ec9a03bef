using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sandglass.Search.Runs;

/// <summary>
/// Stochastic gradient descent with plain momentum, as DARTS uses it: g ← ∇ + λw; v ← μv + g; w ← w − ηv. The gradients
/// are given, so that those of the alphas stay out; together they are shortened to a length.
/// </summary>
internal sealed class MomentumSgd : IDisposable
{
    private readonly Parameter[] _weights;
    private readonly Scalar _momentum;
    private readonly Scalar _decay;
    private readonly double _longest;

    internal MomentumSgd(IEnumerable<Parameter> weights, double momentum, double decay, double longest)
    {
        _weights = [.. weights];
        (_momentum, _decay, _longest) = (momentum.ToScalar(), decay.ToScalar(), longest);
        using var noGrad = no_grad();
        Velocities = [.. _weights.Select(weight => zeros_like(weight).DetachFromDisposeScope())];
    }

    /// <summary>In the order of the weights; zeros before the first step, which is the same as none.</summary>
    internal IReadOnlyList<Tensor> Velocities { get; }

    /// <summary>What a weight would follow: μv + ∇ + λw.</summary>
    internal Tensor Follow(int i, Tensor weight, Tensor gradient) =>
        Velocities[i].mul(_momentum).add(gradient, Scalars.One).add(weight, _decay);

    /// <summary>One update. The gradients are overwritten.</summary>
    internal void Step(IReadOnlyList<Tensor> gradients, double rate)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        Shorten(gradients);
        using var minusRate = (-rate).ToScalar();
        foreach (var (i, weight) in _weights.Index())
        {
            Velocities[i].copy_(Follow(i, weight, gradients[i]));
            weight.add_(Velocities[i], minusRate);
        }
    }

    private void Shorten(IReadOnlyList<Tensor> gradients)
    {
        var squares = stack([.. gradients.Select(gradient => gradient.mul(gradient).sum())]);
        var length = Math.Sqrt(squares.sum().to(ScalarType.Float64).cpu().data<double>()[0]);
        if (length <= _longest)
        {
            return;
        }

        using var share = (_longest / (length + 1e-6)).ToScalar();
        foreach (var gradient in gradients)
        {
            gradient.mul_(share);
        }
    }

    public void Dispose()
    {
        foreach (var velocity in Velocities)
        {
            velocity.Dispose();
        }

        _momentum.Dispose();
        _decay.Dispose();
    }
}

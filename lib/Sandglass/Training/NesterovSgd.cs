using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sandglass.Training;

/// <summary>
/// Stochastic gradient descent with Nesterov momentum, step by step as in PyTorch: g ← ∇ + λw; v ← μv + g;
/// w ← w − η(g + μv). Ours because TorchSharp's leaves its scalars to the garbage collector while libtorch still reads
/// them, which now and then ends a step with a native error.
/// </summary>
public sealed class NesterovSgd : IDisposable
{
    private readonly Parameter[] _parameters;
    private readonly Tensor?[] _velocities;
    private readonly Scalar _momentum;
    private readonly Scalar _weightDecay;
    private readonly bool _hasWeightDecay;

    /// <summary>An optimiser that has taken no step.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="momentum">μ in [0, 1).</param>
    /// <param name="weightDecay">λ of matrices and kernels; vectors (BatchNorm's scale and shift, biases) have none.</param>
    public NesterovSgd(IEnumerable<Parameter> parameters, double momentum, double weightDecay)
    {
        _parameters = [.. parameters];
        _velocities = new Tensor?[_parameters.Length];
        (_momentum, _weightDecay) = (momentum.ToScalar(), weightDecay.ToScalar());
        (HasMomentum, _hasWeightDecay) = (momentum > 0, weightDecay > 0);
    }

    /// <summary>Whether there are velocities.</summary>
    internal bool HasMomentum { get; }

    /// <summary>The velocities in the order of the parameters; null before the first step and without momentum.</summary>
    internal IReadOnlyList<Tensor?> Velocities => _velocities;

    /// <summary>Goes on as after a step: a later one adds to gradients and velocities that are there.</summary>
    /// <param name="velocities">In the order of the parameters; none without momentum.</param>
    internal void Restore(IReadOnlyList<Tensor> velocities)
    {
        using var noGrad = no_grad();
        for (var i = 0; i < _parameters.Length; i++)
        {
            using var gradient = zeros_like(_parameters[i]);
            _parameters[i].grad = gradient;
            _velocities[i]?.Dispose();
            _velocities[i] = HasMomentum ? empty_like(_parameters[i]).copy_(velocities[i]).DetachFromDisposeScope() : null;
        }
    }

    /// <summary>Forgets the gradients of the last step.</summary>
    public void ZeroGradients()
    {
        foreach (var parameter in _parameters)
        {
            parameter.grad?.zero_();
        }
    }

    /// <summary>One update at a learning rate.</summary>
    /// <param name="learningRate">η.</param>
    public void Step(double learningRate)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var rate = (-learningRate).ToScalar();
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i].grad is { } gradient)
            {
                _parameters[i].add_(Direction(i, gradient), rate);
            }
        }
    }

    /// <summary>Frees velocities and scalars.</summary>
    public void Dispose()
    {
        foreach (var velocity in _velocities)
        {
            velocity?.Dispose();
        }

        _momentum.Dispose();
        _weightDecay.Dispose();
    }

    private Tensor Direction(int i, Tensor gradient)
    {
        var parameter = _parameters[i];
        if (_hasWeightDecay && parameter.dim() > 1)
        {
            gradient = gradient.add(parameter, _weightDecay);
        }

        if (!HasMomentum)
        {
            return gradient;
        }

        if (_velocities[i] is { } velocity)
        {
            velocity.mul_(_momentum).add_(gradient, Scalars.One);
        }
        else
        {
            _velocities[i] = gradient.clone().DetachFromDisposeScope();
        }

        return gradient.add(_velocities[i]!, _momentum);
    }
}

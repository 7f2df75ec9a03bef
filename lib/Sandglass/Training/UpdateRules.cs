using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Training;

/// <summary>How one weight moves by its gradient, weight decay included.</summary>
internal interface IUpdateRule : IDisposable
{
    /// <summary>Tensors that it remembers between steps, one a weight, by what they are.</summary>
    IReadOnlyList<(string Name, Tensor[] Tensors)> Memory { get; }

    void Begin(double rate);

    /// <param name="i">Which weight.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="gradient">Its gradient ∇.</param>
    /// <param name="decay">λ; null where the weight does not decay.</param>
    void Update(int i, Tensor weight, Tensor gradient, Scalar? decay);

    /// <summary>∇ + λw.</summary>
    internal static Tensor Decayed(Tensor weight, Tensor gradient, Scalar? decay) => decay is null ? gradient : gradient.add(weight, decay);

    internal static Tensor[] Filled(IEnumerable<Tensor> weights, double value)
    {
        using var noGrad = no_grad();
        return [.. weights.Select(weight => (value == 0 ? zeros_like(weight) : ones_like(weight)).DetachFromDisposeScope())];
    }
}

/// <summary>
/// See <see cref="Sgd"/>. Velocities of zero are the same as none. Where the step does not look ahead, the decay is added
/// last, as to what <see cref="Follow"/> gives: the sum ends on other bits in another order.
/// </summary>
internal sealed class SgdRule(Sgd sgd, IEnumerable<Tensor> weights) : IUpdateRule
{
    private readonly Scalar _momentum = sgd.Momentum.ToScalar();
    private readonly Tensor[] _velocities = sgd.Momentum > 0 ? IUpdateRule.Filled(weights, 0) : [];
    private Scalar? _minusRate;

    public IReadOnlyList<(string Name, Tensor[] Tensors)> Memory => [("velocity", _velocities)];

    public void Begin(double rate)
    {
        _minusRate?.Dispose();
        _minusRate = (-rate).ToScalar();
    }

    public void Update(int i, Tensor weight, Tensor gradient, Scalar? decay)
    {
        if (_velocities.Length == 0)
        {
            weight.add_(IUpdateRule.Decayed(weight, gradient, decay), _minusRate!);
        }
        else if (sgd.Nesterov)
        {
            var decayed = IUpdateRule.Decayed(weight, gradient, decay);
            _velocities[i].mul_(_momentum).add_(decayed, Scalars.One);
            weight.add_(decayed.add(_velocities[i], _momentum), _minusRate!);
        }
        else
        {
            _velocities[i].copy_(Follow(i, weight, gradient, decay));
            weight.add_(_velocities[i], _minusRate!);
        }
    }

    /// <summary>What a weight follows where the step does not look ahead: μv + ∇ + λw.</summary>
    internal Tensor Follow(int i, Tensor weight, Tensor gradient, Scalar? decay) => IUpdateRule.Decayed(
        weight, _velocities.Length == 0 ? gradient : _velocities[i].mul(_momentum).add(gradient, Scalars.One), decay);

    public void Dispose()
    {
        _momentum.Dispose();
        _minusRate?.Dispose();
    }
}

/// <summary>See <see cref="RmsProp"/>.</summary>
internal sealed class RmsPropRule(RmsProp rms, IEnumerable<Tensor> weights) : IUpdateRule
{
    private readonly Scalar _new = (1 - rms.Decay).ToScalar();
    private readonly Scalar _minusOne = (-1.0).ToScalar();
    private readonly Scalar _epsilon = rms.Epsilon.ToScalar();
    private readonly Scalar _momentum = rms.Momentum.ToScalar();
    private readonly Tensor[] _squares = IUpdateRule.Filled(weights, 1);
    private readonly Tensor[] _velocities = IUpdateRule.Filled(weights, 0);
    private Scalar? _rate;

    public IReadOnlyList<(string Name, Tensor[] Tensors)> Memory => [("square", _squares), ("velocity", _velocities)];

    public void Begin(double rate)
    {
        _rate?.Dispose();
        _rate = rate.ToScalar();
    }

    public void Update(int i, Tensor weight, Tensor gradient, Scalar? decay)
    {
        gradient = IUpdateRule.Decayed(weight, gradient, decay);
        _squares[i].add_(gradient.mul(gradient).add(_squares[i], _minusOne), _new);
        _velocities[i].mul_(_momentum).add_(gradient.div(_squares[i].add(_epsilon, Scalars.One).sqrt()), _rate!);
        weight.add_(_velocities[i], _minusOne);
    }

    public void Dispose()
    {
        foreach (var scalar in (Scalar?[])[_new, _minusOne, _epsilon, _momentum, _rate])
        {
            scalar?.Dispose();
        }
    }
}

/// <summary>See <see cref="Adam"/>. The number of steps is a tensor of its memory, so that it is resumed with the rest.</summary>
internal sealed class AdamRule : IUpdateRule
{
    private readonly Adam _adam;
    private readonly Scalar[] _scalars;
    private readonly Tensor[] _means;
    private readonly Tensor[] _squares;
    private readonly Tensor[] _steps;
    private Scalar? _minusRate;
    private Scalar? _share;
    private int _at;

    internal AdamRule(Adam adam, IReadOnlyList<Tensor> weights)
    {
        _adam = adam;
        (_means, _squares) = (IUpdateRule.Filled(weights, 0), IUpdateRule.Filled(weights, 0));
        _steps = [zeros(1, ScalarType.Int64).DetachFromDisposeScope()];
        _scalars = [.. ((double[])[adam.Beta1, 1 - adam.Beta1, adam.Beta2, 1 - adam.Beta2, adam.Epsilon]).Select(value => value.ToScalar())];
    }

    public IReadOnlyList<(string Name, Tensor[] Tensors)> Memory => [("mean", _means), ("square", _squares), ("steps", _steps)];

    public void Begin(double rate)
    {
        _steps[0].add_(Scalars.OneWhole, Scalars.OneWhole);
        _at = (int)_steps[0].ReadInt64();
        _minusRate?.Dispose();
        _share?.Dispose();
        _minusRate = (-rate / (1 - Math.Pow(_adam.Beta1, _at))).ToScalar();
        _share = (1 / Math.Sqrt(1 - Math.Pow(_adam.Beta2, _at))).ToScalar();
    }

    public void Update(int i, Tensor weight, Tensor gradient, Scalar? decay)
    {
        gradient = IUpdateRule.Decayed(weight, gradient, decay);
        _means[i].mul_(_scalars[0]).add_(gradient, _scalars[1]);
        _squares[i].mul_(_scalars[2]).add_(gradient.mul(gradient), _scalars[3]);
        weight.add_(_means[i].div(_squares[i].sqrt().mul_(_share!).add_(_scalars[4], Scalars.One)), _minusRate!);
    }

    public void Dispose()
    {
        foreach (var scalar in _scalars.Append(_minusRate).Append(_share))
        {
            scalar?.Dispose();
        }
    }
}

using static TorchSharp.torch;

namespace Sandglass.Compute.Tests;

/// <summary>Weights of a chain's units, and the chain computed by libtorch.</summary>
internal sealed class Layers : IDisposable
{
    private readonly Chain _chain;

    internal Layers(Chain chain, int seed)
    {
        _chain = chain;
        using var random = new Generator((ulong)seed);
        Units = [.. chain.Units.Select(unit => Of(unit, Chains.IsBiased(chain), random))];
    }

    private Layers(Chain chain, UnitTensors[] units) => (_chain, Units) = (chain, units);

    internal UnitTensors[] Units { get; }

    /// <summary>The same in double precision.</summary>
    internal Layers ToDouble() => new(_chain, [.. Units.Select(unit => new UnitTensors(
        Double(unit.Weight),
        Double(unit.Bias),
        unit.Norm is { } norm ? new NormTensors(Double(norm.Gamma)!, Double(norm.Beta)!, Double(norm.Mean)!, Double(norm.Variance)!, norm.Momentum) : null))]);

    internal IEnumerable<Tensor> Parameters =>
        Units.SelectMany(unit => (Tensor?[])[unit.Weight, unit.Bias, unit.Norm?.Gamma, unit.Norm?.Beta]).OfType<Tensor>();

    /// <summary>The same by libtorch's convolution, batch_norm and clamp.</summary>
    internal Tensor Eager(Tensor input, Tensor? shortcut, bool training)
    {
        var x = Activated(input, _chain.Before);
        foreach (var (unit, tensors) in _chain.Units.Zip(Units))
        {
            if (tensors.Weight is { } weight)
            {
                var groups = unit.Kind == UnitKind.Depthwise ? unit.In : 1;
                var padding = unit.Dilation * (unit.Kernel / 2);
                x = nn.functional.conv2d(
                    x, weight, tensors.Bias, strides: [unit.Stride, unit.Stride], padding: [padding, padding], dilation: [unit.Dilation, unit.Dilation], groups: groups);
            }

            if (tensors.Norm is { } norm)
            {
                x = nn.functional.batch_norm(x, norm.Mean, norm.Variance, norm.Gamma, norm.Beta, training, norm.Momentum, unit.Epsilon);
            }

            x = Activated(x, unit.Activation);
        }

        if (_chain.Shared > 0)
        {
            var (added, rest) = (_chain.Shared, _chain.Out - _chain.Shared);
            var sum = x.narrow(1, 0, added) + shortcut!.narrow(1, 0, added);
            x = rest == 0 ? sum : cat([sum, x.narrow(1, added, rest)], 1);
        }

        return Activated(x, _chain.After);
    }

    public void Dispose()
    {
        foreach (var tensor in Parameters.Concat(Units.SelectMany(unit => (Tensor?[])[unit.Norm?.Mean, unit.Norm?.Variance]).OfType<Tensor>()))
        {
            tensor.Dispose();
        }
    }

    private static Tensor? Double(Tensor? x) => x?.detach().to_type(ScalarType.Float64);

    private static Tensor Activated(Tensor x, Bounds bounds) =>
        bounds == Bounds.None ? x : bounds == Bounds.ReLU ? nn.functional.relu(x) : nn.functional.relu6(x);

    private static UnitTensors Of(Unit unit, bool biased, Generator random)
    {
        var inner = unit.Kind == UnitKind.Depthwise ? 1 : unit.In;
        var weight = unit.Kind == UnitKind.Norm
            ? null
            : randn([unit.Out, inner, unit.Kernel, unit.Kernel], generator: random).mul_(1 / Math.Sqrt(inner * unit.Kernel * unit.Kernel));
        var norm = !unit.IsNormalized ? null : new NormTensors(
            rand([unit.Out], generator: random).mul_(2).add_(0.5).requires_grad_(),
            randn([unit.Out], generator: random).requires_grad_(),
            randn([unit.Out], generator: random),
            rand([unit.Out], generator: random).add_(0.5),
            0.1);
        var bias = biased && weight is not null ? randn([unit.Out], generator: random).requires_grad_() : null;
        return new UnitTensors(weight?.requires_grad_(), bias, norm);
    }
}

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
        Units = [.. chain.Units.Select(unit => Of(unit, random))];
    }

    private Layers(Chain chain, UnitTensors[] units) => (_chain, Units) = (chain, units);

    internal UnitTensors[] Units { get; }

    /// <summary>The same in double precision.</summary>
    internal Layers ToDouble() => new(_chain, [.. Units.Select(unit => new UnitTensors(
        unit.Weight is null ? null : Double(unit.Weight), Double(unit.Gamma), Double(unit.Beta), Double(unit.Mean), Double(unit.Variance), unit.Momentum))]);

    internal IEnumerable<Tensor> Parameters => Units.SelectMany(unit => (Tensor?[])[unit.Weight, unit.Gamma, unit.Beta]).OfType<Tensor>();

    /// <summary>The same by libtorch's convolution, batch_norm and clamp.</summary>
    internal Tensor Eager(Tensor input, Tensor? shortcut, bool training)
    {
        var x = input;
        foreach (var (unit, tensors) in _chain.Units.Zip(Units))
        {
            if (tensors.Weight is { } weight)
            {
                var groups = unit.Kind == UnitKind.Depthwise ? unit.In : 1;
                x = nn.functional.conv2d(x, weight, strides: [unit.Stride, unit.Stride], padding: [unit.Kernel / 2, unit.Kernel / 2], groups: groups);
            }

            x = nn.functional.batch_norm(
                x, tensors.Mean, tensors.Variance, tensors.Gamma, tensors.Beta, training, tensors.Momentum, unit.Epsilon);
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
        foreach (var unit in Units)
        {
            unit.Weight?.Dispose();
            unit.Gamma.Dispose();
            unit.Beta.Dispose();
            unit.Mean.Dispose();
            unit.Variance.Dispose();
        }
    }

    private static Tensor Double(Tensor x) => x.detach().to_type(ScalarType.Float64);

    private static Tensor Activated(Tensor x, Bounds bounds) =>
        bounds == Bounds.None ? x : bounds == Bounds.ReLU ? nn.functional.relu(x) : nn.functional.relu6(x);

    private static UnitTensors Of(Unit unit, Generator random)
    {
        var inner = unit.Kind == UnitKind.Depthwise ? 1 : unit.In;
        var weight = unit.Kind == UnitKind.Norm
            ? null
            : randn([unit.Out, inner, unit.Kernel, unit.Kernel], generator: random).mul_(1 / Math.Sqrt(inner * unit.Kernel * unit.Kernel));
        return new UnitTensors(
            weight?.requires_grad_(),
            rand([unit.Out], generator: random).mul_(2).add_(0.5).requires_grad_(),
            randn([unit.Out], generator: random).requires_grad_(),
            randn([unit.Out], generator: random),
            rand([unit.Out], generator: random).add_(0.5),
            0.1);
    }
}

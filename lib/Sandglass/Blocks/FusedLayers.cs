using Sandglass.Compute;
using Sandglass.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Blocks;

/// <summary>
/// Layers that follow each other, computed by the fused kernels of <c>Sandglass.Compute</c> wherever these can, else by
/// libtorch: a full convolution is libtorch's, and its BatchNorm begins the next chain. The numbers are the layers' own.
/// </summary>
internal sealed class FusedLayers
{
    private readonly List<Step> _steps = [];
    private readonly List<(Unit Unit, Conv2d? Conv, BatchNormLayer? Norm)> _pending = [];
    private Bounds _before = Bounds.None;

    /// <param name="layers">The layers: convolutions, BatchNorms and activations, alone or as a <see cref="ConvLayer"/>; others are called.</param>
    /// <param name="around">What the shortcut passes around; null: there is none.</param>
    /// <param name="shared">Channels to which it adds.</param>
    /// <param name="after">Activation of the sum; null: there is none.</param>
    internal FusedLayers(IReadOnlyList<Module<Tensor, Tensor>> layers, Range? around = null, int shared = 0, Activation? after = null)
    {
        var (start, length) = around?.GetOffsetAndLength(layers.Count) ?? (-1, 0);
        var end = shared > 0 ? start + length - 1 : -1;
        for (var i = 0; i < layers.Count; i++)
        {
            if (i == start)
            {
                Flush();
                _steps.Add(new Step.Keep());
            }

            Add(layers[i]);
            if (i == end)
            {
                var last = i == layers.Count - 1;
                AddShortcut(shared, last && BoundsOf(after) is { } bounds ? bounds : Bounds.None);
                after = last && BoundsOf(after) is not null ? null : after;
            }
        }

        Flush();
        if (after is not null && after != Activation.None)
        {
            Activate(after);
        }
    }

    /// <summary>Width of the vectors that the kernels use here.</summary>
    internal static int VectorBits => ChainFunction.VectorBits;

    /// <summary>Lets the fused kernels compute all of a network that they can.</summary>
    internal static void In(Module network)
    {
        foreach (var part in network.modules().OfType<IFusable>())
        {
            part.Fuse();
        }
    }

    /// <summary>
    /// Whether the kernels take this input: 32-bit floats on the CPU. In evaluation mode they have no backward.
    /// </summary>
    internal static bool Take(Tensor input, bool training) =>
        input.device.type == TorchSharp.DeviceType.CPU && input.dtype == ScalarType.Float32 && input.dim() == 4
        && (training || !is_grad_enabled());

    internal Tensor Run(Tensor input, bool training)
    {
        var (x, kept) = (input, input);
        foreach (var step in _steps)
        {
            (x, kept) = step switch
            {
                Step.Keep => (x, x),
                Step.Fused fused => (fused.Run(x, kept, training), kept),
                Step.Call call => (call.Module.call(x), kept),
                Step.Add add => (add.Run(x, kept), kept),
                Step.Activate activate => (activate.Function.Apply(x, activate.InPlace), kept),
                _ => throw new InvalidOperationException(step.GetType().Name),
            };
        }

        return x;
    }

    private static Bounds? BoundsOf(Activation? activation) =>
        activation is null || activation == Activation.None ? Bounds.None
        : activation == Activation.ReLU ? Bounds.ReLU
        : activation == Activation.ReLU6 ? Bounds.ReLU6
        : null;

    private void Add(Module<Tensor, Tensor> module)
    {
        switch (module)
        {
            case ConvLayer layer:
                Add(layer.Conv);
                Add(layer.Norm);
                Add(layer.Activation);
                break;
            case Conv2d conv:
                Add(conv);
                break;
            case BatchNormLayer norm:
                Add(norm);
                break;
            case ActivationLayer layer:
                Add(layer.Activation);
                break;
            default:
                Call(module);
                break;
        }
    }

    private void Add(Conv2d conv)
    {
        if (UnitOf(conv) is not { } unit)
        {
            Call(conv);
            return;
        }

        _pending.Add((unit, conv, null));
    }

    private void Add(BatchNormLayer norm)
    {
        if (_pending is [.., ({ Activation: var none } unit, { } conv, null)] && none == Bounds.None)
        {
            _pending[^1] = (unit with { IsNormalized = true, Epsilon = norm.Epsilon }, conv, norm);
            return;
        }

        Flush();
        _pending.Add((Unit.Norm(norm.Channels, Bounds.None) with { Epsilon = norm.Epsilon }, null, norm));
    }

    private void Add(Activation activation)
    {
        if (activation == Activation.None)
        {
            return;
        }

        if (BoundsOf(activation) is { } bounds && _pending is [.., ({ Activation: var none } unit, var conv, var norm)] && none == Bounds.None)
        {
            _pending[^1] = (unit with { Activation = bounds }, conv, norm);
            return;
        }

        Flush();
        if (BoundsOf(activation) is { } before)
        {
            _before = before;
        }
        else
        {
            Activate(activation);
        }
    }

    private void Call(Module<Tensor, Tensor> module)
    {
        Flush();
        _steps.Add(new Step.Call(module));
    }

    // Pointwise of stride 1, or depthwise of an odd square, padded so that stride 1 keeps the size.
    private static Unit? UnitOf(Conv2d conv)
    {
        var (from, to, groups) = ((int)conv.in_channels, (int)conv.out_channels, conv.groups);
        var (side, stride, dilation, padding) = ((int)conv.kernel_size[0], (int)conv.stride[0], (int)conv.dilation[0], conv.padding?[0]);
        var isSquare = conv.kernel_size[^1] == side && conv.stride[^1] == stride && conv.dilation[^1] == dilation && conv.padding?[^1] == padding;
        return !isSquare ? null
            : side == 1 && stride == 1 && groups == 1 && padding == 0 ? Unit.Pointwise(from, to, Bounds.None) with { IsNormalized = false }
            : groups == from && from == to && side > 1 && side % 2 == 1 && stride is 1 or 2 && padding == dilation * (side / 2)
                ? Unit.Depthwise(from, side, stride, Bounds.None) with { Dilation = dilation, IsNormalized = false }
            : null;
    }

    private void AddShortcut(int shared, Bounds after)
    {
        if (_pending.Count > 0)
        {
            FlushBefore();
            Flush(shared, after);
        }
        else
        {
            _steps.Add(new Step.Add(shared));
        }
    }

    // A convolution alone is libtorch's: a chain would only add a pass that copies what it made.
    private void Flush(int shared = 0, Bounds? after = null)
    {
        if (shared == 0 && _pending is [({ Activation: var none }, { } conv, null)] && none == Bounds.None)
        {
            _pending.Clear();
            FlushBefore();
            _steps.Add(new Step.Call(conv));
            return;
        }

        if (_pending.Count > 0)
        {
            var chain = new Chain([.. _pending.Select(pending => pending.Unit)], shared, after ?? Bounds.None) { Before = _before };
            _before = Bounds.None;
            _steps.Add(new Step.Fused(chain, [.. _pending.Select(pending => (pending.Conv, pending.Norm))]));
            _pending.Clear();
        }

        FlushBefore();
    }

    // In place where nobody else has the map.
    private void Activate(Activation activation) => _steps.Add(new Step.Activate(activation, _steps is [.., Step.Fused or Step.Add]));

    private void FlushBefore()
    {
        if (_before != Bounds.None)
        {
            Activate(_before == Bounds.ReLU ? Activation.ReLU : Activation.ReLU6);
            _before = Bounds.None;
        }
    }

    private abstract record Step
    {
        internal sealed record Keep : Step;

        internal sealed record Call(Module<Tensor, Tensor> Module) : Step;

        internal sealed record Activate(Activation Function, bool InPlace) : Step;

        internal sealed record Add(int Shared) : Step
        {
            internal Tensor Run(Tensor x, Tensor kept) => x.PlusFirst(Shared == kept.shape[1] ? kept : kept.narrow(1, 0, Shared));
        }

        internal sealed record Fused(Chain Chain, (Conv2d? Conv, BatchNormLayer? Norm)[] Layers) : Step
        {
            internal Tensor Run(Tensor x, Tensor kept, bool training) => ChainFunction.Run(
                Chain, Array.ConvertAll(Layers, layer => new UnitTensors(layer.Conv?.weight, layer.Conv?.bias, layer.Norm?.Tensors())),
                x, Chain.Shared > 0 ? kept : null, training);
        }
    }
}

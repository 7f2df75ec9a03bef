using Sandglass.Compute;
using Sandglass.Runtime;
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
    private readonly List<(Unit Unit, ConvLayer Layer)> _pending = [];

    /// <param name="layers">The layers.</param>
    /// <param name="around">What the shortcut passes around; null: there is none.</param>
    /// <param name="shared">Channels to which it adds.</param>
    /// <param name="after">Activation of the sum.</param>
    internal FusedLayers(IReadOnlyList<Module<Tensor, Tensor>> layers, Range? around, int shared, Activation after)
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
                after = last && BoundsOf(after) is not null ? Activation.None : after;
            }
        }

        Flush();
        if (after != Activation.None)
        {
            _steps.Add(new Step.Activate(after));
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
                Step.Convolve convolve => (convolve.Layer.Conv.call(x), kept),
                Step.Call call => (call.Module.call(x), kept),
                Step.Add add => (add.Run(x, kept), kept),
                Step.Activate activate => (activate.Function.Apply(x), kept),
                _ => throw new InvalidOperationException(step.GetType().Name),
            };
        }

        return x;
    }

    private static Bounds? BoundsOf(Activation activation) =>
        activation == Activation.None ? Bounds.None
        : activation == Activation.ReLU ? Bounds.ReLU
        : activation == Activation.ReLU6 ? Bounds.ReLU6
        : null;

    private void Add(Module<Tensor, Tensor> module)
    {
        if (module is not ConvLayer layer)
        {
            Flush();
            _steps.Add(new Step.Call(module));
            return;
        }

        var spec = layer.Spec;
        var bounds = BoundsOf(spec.Activation) ?? Bounds.None;
        var unit = spec switch
        {
            { IsDepthwise: true } => Unit.Depthwise(spec.InChannels, spec.Kernel, spec.Stride, bounds),
            { IsPointwise: true, Stride: 1, Groups: 1 } => Unit.Pointwise(spec.InChannels, spec.OutChannels, bounds),
            _ => Unit.Norm(spec.OutChannels, bounds),
        };
        if (unit.Kind == UnitKind.Norm)
        {
            Flush();
            _steps.Add(new Step.Convolve(layer));
        }

        _pending.Add((unit with { Epsilon = layer.Norm.Epsilon }, layer));
        if (BoundsOf(spec.Activation) is null)
        {
            Flush();
            _steps.Add(new Step.Activate(spec.Activation));
        }
    }

    private void AddShortcut(int shared, Bounds after)
    {
        if (_pending.Count > 0)
        {
            Flush(shared, after);
        }
        else
        {
            _steps.Add(new Step.Add(shared));
        }
    }

    private void Flush(int shared = 0, Bounds? after = null)
    {
        if (_pending.Count > 0)
        {
            _steps.Add(new Step.Fused(
                new Chain([.. _pending.Select(pending => pending.Unit)], shared, after ?? Bounds.None), [.. _pending.Select(pending => pending.Layer)]));
            _pending.Clear();
        }
    }

    private abstract record Step
    {
        internal sealed record Keep : Step;

        internal sealed record Convolve(ConvLayer Layer) : Step;

        internal sealed record Call(Module<Tensor, Tensor> Module) : Step;

        internal sealed record Activate(Activation Function) : Step;

        internal sealed record Add(int Shared) : Step
        {
            internal Tensor Run(Tensor x, Tensor kept) => x.PlusFirst(Shared == kept.shape[1] ? kept : kept.narrow(1, 0, Shared));
        }

        internal sealed record Fused(Chain Chain, ConvLayer[] Layers) : Step
        {
            internal Tensor Run(Tensor x, Tensor kept, bool training)
            {
                var units = new UnitTensors[Layers.Length];
                for (var i = 0; i < units.Length; i++)
                {
                    units[i] = Layers[i].Norm.Tensors(Chain.Units[i].Kind == UnitKind.Norm ? null : Layers[i].Conv.weight);
                }

                return ChainFunction.Run(Chain, units, x, Chain.Shared > 0 ? kept : null, training);
            }
        }
    }
}

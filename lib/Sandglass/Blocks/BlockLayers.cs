using Sandglass.Runtime;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Blocks;

/// <summary>Convolution, BatchNorm, activation: [N, in, H, W] → [N, out, ⌈H/s⌉, ⌈W/s⌉].</summary>
internal sealed class ConvLayer : Module<Tensor, Tensor>, IHooked, IFusable
{
    [ComponentName(Name = "conv")]
    private readonly Conv2d _conv;

    [ComponentName(Name = "norm")]
    private readonly BatchNormLayer _norm;

    private readonly Activation _activation;
    private FusedLayers? _fused;
    private HookPoint? _hook;

    internal ConvLayer(ConvSpec spec, double normEpsilon)
        : base(spec.Name)
    {
        Spec = spec;
        _conv = Conv2d(
            spec.InChannels, spec.OutChannels, spec.Kernel,
            stride: spec.Stride, padding: spec.Kernel / 2, groups: spec.Groups, bias: false);
        _norm = new BatchNormLayer(spec.OutChannels, normEpsilon);
        _activation = spec.Activation.Resolved();
        RegisterComponents();
    }

    public IHook? Hook => _hook?.Hook;

    internal ConvSpec Spec { get; }

    internal Conv2d Conv => _conv;

    internal BatchNormLayer Norm => _norm;

    internal Activation Activation => _activation;

    public void Attach(IHook? hook, string name) => _hook = HookPoint.Of(hook, name);

    public void Fuse() => _fused = new FusedLayers([this]);

    public override Tensor forward(Tensor input)
    {
        if (_fused is { } fused && _hook is null && FusedLayers.Take(input, training))
        {
            return fused.Run(input, training);
        }

        var x = _hook.At("conv", _conv.Convolve(_hook.At("in", input)));
        x = _hook.At("norm", _norm.call(x));
        return _hook.At("out", _activation.Apply(x, inPlace: _hook is null));
    }
}

/// <summary>An activation as a layer of its own, out of place: [N, C, H, W] → [N, C, H, W].</summary>
internal sealed class ActivationLayer(Activation activation) : Module<Tensor, Tensor>(activation.Name)
{
    internal Activation Activation { get; } = activation.Resolved();

    public override Tensor forward(Tensor input) => Activation.Apply(input, inPlace: false);
}

/// <summary>Squeeze-and-excitation: [N, C, H, W] → [N, C, H, W], each channel scaled by its gate.</summary>
internal sealed class SqueezeExciteLayer : Module<Tensor, Tensor>, IHooked
{
    private readonly SqueezeExciteSpec _spec;
    private HookPoint? _hook;

    [ComponentName(Name = "squeeze")]
    private readonly Conv2d _squeeze;

    [ComponentName(Name = "squeeze_norm")]
    private readonly BatchNormLayer? _squeezeNorm;

    [ComponentName(Name = "excite")]
    private readonly Conv2d _excite;

    [ComponentName(Name = "excite_norm")]
    private readonly BatchNormLayer? _exciteNorm;

    internal SqueezeExciteLayer(SqueezeExciteSpec spec, double normEpsilon)
        : base(spec.Name)
    {
        _spec = spec with { Inner = spec.Inner.Resolved(), Gate = spec.Gate.Resolved() };
        _squeeze = Conv2d(spec.Channels, spec.Squeezed, 1, bias: !spec.Normalized);
        _excite = Conv2d(spec.Squeezed, spec.Channels, 1, bias: !spec.Normalized);
        if (spec.Normalized)
        {
            _squeezeNorm = new BatchNormLayer(spec.Squeezed, normEpsilon);
            _exciteNorm = new BatchNormLayer(spec.Channels, normEpsilon);
        }

        RegisterComponents();
    }

    public IHook? Hook => _hook?.Hook;

    public void Attach(IHook? hook, string name) => _hook = HookPoint.Of(hook, name);

    public override Tensor forward(Tensor input)
    {
        var x = _hook.At("in", input);
        var pooled = _hook.At("pool", functional.adaptive_avg_pool2d(x, 1));
        var squeezed = Normalize("squeeze_norm", _squeezeNorm, _hook.At("squeeze", _squeeze.Convolve(pooled)));
        var inner = _hook.At("squeeze_out", _spec.Inner.Apply(squeezed, inPlace: _hook is null));
        var gate = Normalize("excite_norm", _exciteNorm, _hook.At("excite", _excite.Convolve(inner)));
        return _hook.At("out", x * _hook.At("gate", _spec.Gate.Apply(gate, inPlace: _hook is null)));
    }

    private Tensor Normalize(string place, BatchNormLayer? norm, Tensor x) => norm is null ? x : _hook.At(place, norm.call(x));
}

using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Blocks;

/// <summary>Convolution, BatchNorm, activation: [N, in, H, W] → [N, out, ⌈H/s⌉, ⌈W/s⌉].</summary>
internal sealed class ConvLayer : Module<Tensor, Tensor>, ITapped
{
    [ComponentName(Name = "conv")]
    private readonly Conv2d _conv;

    [ComponentName(Name = "norm")]
    private readonly BatchNormLayer _norm;

    private readonly Activation _activation;
    private TapPoint? _tap;

    internal ConvLayer(ConvSpec spec, double normEpsilon)
        : base(spec.Name)
    {
        _conv = Conv2d(
            spec.InChannels, spec.OutChannels, spec.Kernel,
            stride: spec.Stride, padding: spec.Kernel / 2, groups: spec.Groups, bias: false);
        _norm = new BatchNormLayer(spec.OutChannels, normEpsilon);
        _activation = spec.Activation.Resolved();
        RegisterComponents();
    }

    public ITap? Tap => _tap?.Tap;

    public void Attach(ITap? tap, string name) => _tap = TapPoint.Of(tap, name);

    public override Tensor forward(Tensor input)
    {
        var x = _tap.At("conv", _conv.call(_tap.At("in", input)));
        x = _tap.At("norm", _norm.call(x));
        return _tap.At("out", _activation.Apply(x, inPlace: _tap is null));
    }
}

/// <summary>Squeeze-and-excitation: [N, C, H, W] → [N, C, H, W], each channel scaled by its gate.</summary>
internal sealed class SqueezeExciteLayer : Module<Tensor, Tensor>, ITapped
{
    private readonly SqueezeExciteSpec _spec;
    private TapPoint? _tap;

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

    public ITap? Tap => _tap?.Tap;

    public void Attach(ITap? tap, string name) => _tap = TapPoint.Of(tap, name);

    public override Tensor forward(Tensor input)
    {
        var x = _tap.At("in", input);
        var pooled = _tap.At("pool", functional.adaptive_avg_pool2d(x, 1));
        var squeezed = Normalize("squeeze_norm", _squeezeNorm, _tap.At("squeeze", _squeeze.call(pooled)));
        var inner = _tap.At("squeeze_out", _spec.Inner.Apply(squeezed, inPlace: _tap is null));
        var gate = Normalize("excite_norm", _exciteNorm, _tap.At("excite", _excite.call(inner)));
        return _tap.At("out", x * _tap.At("gate", _spec.Gate.Apply(gate, inPlace: _tap is null)));
    }

    private Tensor Normalize(string place, BatchNormLayer? norm, Tensor x) => norm is null ? x : _tap.At(place, norm.call(x));
}

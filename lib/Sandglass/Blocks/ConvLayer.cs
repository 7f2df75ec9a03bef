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
        _activation = spec.Activation;
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

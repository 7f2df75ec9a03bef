using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Blocks;

/// <summary>Squeeze-and-excitation: [N, C, H, W] → [N, C, H, W], each channel scaled by its gate.</summary>
internal sealed class SqueezeExciteLayer : Module<Tensor, Tensor>
{
    private readonly SqueezeExciteSpec _spec;

    [ComponentName(Name = "squeeze")]
    private readonly Conv2d _squeeze;

    [ComponentName(Name = "squeeze_norm")]
    private readonly BatchNorm2d? _squeezeNorm;

    [ComponentName(Name = "excite")]
    private readonly Conv2d _excite;

    [ComponentName(Name = "excite_norm")]
    private readonly BatchNorm2d? _exciteNorm;

    internal SqueezeExciteLayer(SqueezeExciteSpec spec, double normEpsilon)
        : base(spec.Name)
    {
        _spec = spec;
        _squeeze = Conv2d(spec.Channels, spec.Squeezed, 1, bias: !spec.Normalized);
        _excite = Conv2d(spec.Squeezed, spec.Channels, 1, bias: !spec.Normalized);
        if (spec.Normalized)
        {
            _squeezeNorm = BatchNorm2d(spec.Squeezed, eps: normEpsilon);
            _exciteNorm = BatchNorm2d(spec.Channels, eps: normEpsilon);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var squeezed = Normalize(_squeezeNorm, _squeeze.call(functional.adaptive_avg_pool2d(input, 1)));
        var gate = Normalize(_exciteNorm, _excite.call(_spec.Inner.Apply(squeezed)));
        return input * _spec.Gate.Apply(gate);
    }

    private static Tensor Normalize(BatchNorm2d? norm, Tensor x) => norm is null ? x : norm.call(x);
}

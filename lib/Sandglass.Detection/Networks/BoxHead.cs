using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Detection.Networks;

/// <summary>
/// One of a level's two heads: [N, C, H, W] → [N, H·W·boxes, numbers]. Depthwise 3×3 with bias, BatchNorm, ReLU6, then
/// a 1×1 convolution with bias; on the last level the 1×1 alone (SSDLite, Sandler et al. 2018).
/// </summary>
internal sealed class BoxHead : Module<Tensor, Tensor>, IFusable
{
    [ComponentName(Name = "depthwise")]
    private readonly Conv2d? _depthwise;

    [ComponentName(Name = "norm")]
    private readonly BatchNormLayer? _norm;

    [ComponentName(Name = "pointwise")]
    private readonly Conv2d _pointwise;

    private readonly int _numbers;
    private FusedLayers? _fused;

    internal BoxHead(string name, int channels, int boxes, int numbers, bool separable)
        : base(name)
    {
        _numbers = numbers;
        if (separable)
        {
            _depthwise = Conv2d(channels, channels, 3, padding: 1, groups: channels);
            _norm = new BatchNormLayer(channels);
        }

        _pointwise = Conv2d(channels, boxes * numbers, 1);
        RegisterComponents();
    }

    /// <summary>The head's layers on a map.</summary>
    internal static void Walk(LayerWalk walk, string name, FeatureMap map, int outputs, bool separable)
    {
        if (separable)
        {
            map = walk.Convolve($"{name}.depthwise", map, new ConvSpec("depthwise", map.Channels, map.Channels, 3, 1, map.Channels, Activation.ReLU6), bias: true);
            map = walk.Activate($"{name}.act", walk.Normalize($"{name}.norm", map), Activation.ReLU6);
        }

        walk.Convolve($"{name}.pointwise", map, new ConvSpec("pointwise", map.Channels, outputs, 1, 1, 1, Activation.None), bias: true);
    }

    public void Fuse() => _fused = _depthwise is null ? null : new FusedLayers([_depthwise, _norm!, new ActivationLayer(Activation.ReLU6), _pointwise]);

    public override Tensor forward(Tensor input)
    {
        var x = _fused is { } fused && FusedLayers.Take(input, training) ? fused.Run(input, training) : _pointwise.Convolve(Filtered(input)).ToFloat32();
        return x.permute(0, 2, 3, 1).reshape(x.shape[0], -1, _numbers);
    }

    private Tensor Filtered(Tensor input) =>
        _depthwise is null ? input : functional.relu6(_norm!.call(_depthwise.Convolve(input)), inplace: true);
}

/// <summary>Initial weights of a detector's heads: even within ±√(6 / (fan in + fan out)), biases 0.</summary>
internal static class HeadInitialization
{
    internal static void Apply(Detector detector, RandomStreams streams)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (name, module) in detector.named_modules())
        {
            if (module is Conv2d conv && name.StartsWith("head", StringComparison.Ordinal))
            {
                var area = (double)conv.kernel_size[0] * conv.kernel_size[^1];
                var fans = area * ((conv.in_channels / (double)conv.groups) + conv.out_channels);
                Fill(conv.weight!, Math.Sqrt(6 / fans), streams.Open($"initialization/{name}"));
                conv.bias!.zero_();
            }
        }
    }

    private static void Fill(Tensor weight, double bound, RandomStream stream)
    {
        var values = new float[weight.numel()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(bound * ((2 * stream.NextDouble()) - 1));
        }

        using var copy = CopiedTensor.Of(values, weight.shape);
        weight.copy_(copy);
    }
}

using Sandglass.Blocks;
using Sandglass.Networks;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Detection.Networks;

/// <summary>
/// One of a level's two heads: [N, C, H, W] → [N, H·W·boxes, numbers]. Depthwise 3×3 with bias, BatchNorm, ReLU6, then
/// a 1×1 convolution with bias; on the last level the 1×1 alone (SSDLite, Sandler et al. 2018).
/// </summary>
internal sealed class BoxHead : Module<Tensor, Tensor>
{
    [ComponentName(Name = "depthwise")]
    private readonly Conv2d? _depthwise;

    [ComponentName(Name = "norm")]
    private readonly BatchNormLayer? _norm;

    [ComponentName(Name = "pointwise")]
    private readonly Conv2d _pointwise;

    private readonly int _numbers;

    /// <param name="name">Name of the module.</param>
    /// <param name="channels">Channels of the level's map.</param>
    /// <param name="boxes">Boxes a place.</param>
    /// <param name="numbers">Numbers a box.</param>
    /// <param name="separable">False: no spatial convolution.</param>
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

    public override Tensor forward(Tensor input)
    {
        var x = _depthwise is null ? input : functional.relu6(_norm!.call(_depthwise.call(input)), inplace: true);
        x = _pointwise.call(x);
        return x.permute(0, 2, 3, 1).reshape(x.shape[0], -1, _numbers);
    }
}

using Sandglass.Blocks;
using Sandglass.Search.Space;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Search.Networks;

/// <summary>The module of each layer: [N, C, H, W] → [N, C', ⌈H/s⌉, ⌈W/s⌉].</summary>
internal static class LayerModules
{
    internal static Module<Tensor, Tensor> Build(CellLayer layer) => layer switch
    {
        RectifierLayer => new ActivationLayer(Activation.ReLU),
        ConvolutionLayer conv => Conv2d(
            conv.InChannels, conv.OutChannels, conv.Kernel, stride: conv.Stride,
            padding: conv.Dilation * (conv.Kernel / 2), dilation: conv.Dilation, groups: conv.Groups, bias: false),
        NormLayer norm => new BatchNormLayer(norm.Channels),
        PoolLayer pool => new Pool(pool),
        FactorizedLayer reduce => new FactorizedReduction(reduce),
        BlockLayer block => new BottleneckBlock(block.Spec),
        ZeroLayer zero => new Zeros(zero.Stride),
        _ => throw new InvalidSpecException($"cell cannot be built: no module for a {layer.GetType().Name}"),
    };

    private sealed class Pool(PoolLayer layer) : Module<Tensor, Tensor>("pool")
    {
        public override Tensor forward(Tensor input) => layer.Maximum
            ? functional.max_pool2d(input, 3, stride: layer.Stride, padding: 1)
            : functional.avg_pool2d(input, 3, stride: layer.Stride, padding: 1, count_include_pad: false);
    }

    private sealed class Zeros(int stride) : Module<Tensor, Tensor>("zero")
    {
        public override Tensor forward(Tensor input)
        {
            using var kept = stride == 1 ? input.alias() : input.slice(2, 0, input.shape[2], stride).slice(3, 0, input.shape[3], stride);
            return zeros_like(kept);
        }
    }
}

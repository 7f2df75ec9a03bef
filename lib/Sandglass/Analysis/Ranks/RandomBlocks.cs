using Sandglass.Blocks;
using static TorchSharp.torch.nn;
using Tensor = TorchSharp.torch.Tensor;

namespace Sandglass.Analysis.Ranks;

internal static class RandomBlocks
{
    private const int Ratio = 6;

    /// <summary>
    /// The module; every convolution in it has its BatchNorm and this activation where its family has one. A block adds
    /// its input where both have the same channels.
    /// </summary>
    internal static Module<Tensor, Tensor> Build(this RandomBlock block, int inputs, int outputs, Activation activation) => block switch
    {
        RandomBlock.Pointwise => new ConvLayer(new ConvSpec("conv", inputs, outputs, 1, 1, 1, activation), 1e-5),
        RandomBlock.Conv => new ConvLayer(new ConvSpec("conv", inputs, outputs, 3, 1, 1, activation), 1e-5),
        _ => new BottleneckBlock(Spec(block, inputs, outputs) with { Activation = activation }),
    };

    // The narrow width is a share of the output, as in the macro-plans: a sixth of a small input would be no channel.
    private static BlockSpec Spec(RandomBlock block, int inputs, int outputs) => block switch
    {
        RandomBlock.Bottleneck => BlockSpec.Bottleneck(inputs, outputs, reduction: 1) with { HiddenChannels = Narrow(outputs) },
        RandomBlock.InvertedResidual => BlockSpec.InvertedResidual(inputs, outputs, Ratio),
        RandomBlock.Sandglass => BlockSpec.Sandglass(inputs, outputs, reduction: 1) with { HiddenChannels = Narrow(outputs) },
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, "unknown block"),
    };

    private static int Narrow(int outputs) => Math.Max(1, outputs / Ratio);
}

using Sandglass.Blocks;

namespace Sandglass.Search.Space;

/// <summary>The layers of the operations of Liu et al. 2019 (DARTS, section 3.1 and its released code) and of our blocks.</summary>
internal static class OperationLayers
{
    internal static IReadOnlyList<CellLayer> Skip(int channels, int stride) => stride == 1 ? [] : Factorized(channels, channels);

    /// <summary>ReLU, 1×1 convolutions of stride 2 at two offsets, BatchNorm.</summary>
    internal static IReadOnlyList<CellLayer> Factorized(int from, int to)
    {
        if (to % 2 != 0)
        {
            throw new InvalidSpecException($"cell cannot be built: a factorised reduction needs an even number of channels, not {to}");
        }

        return [new RectifierLayer(from), new FactorizedLayer(from, to), new NormLayer("norm", to)];
    }

    /// <summary>ReLU, 1×1 convolution, BatchNorm: what brings a cell's inputs to its width.</summary>
    internal static IReadOnlyList<CellLayer> Projection(int from, int to) =>
        [new RectifierLayer(from), new ConvolutionLayer("pointwise", from, to), new NormLayer("norm", to)];

    /// <summary>Twice: ReLU, depthwise, pointwise, BatchNorm; the first depthwise carries the stride.</summary>
    internal static IReadOnlyList<CellLayer> Separable(int channels, int stride, int kernel) =>
        [.. Filter(channels, kernel, stride, 1, "1"), .. Filter(channels, kernel, 1, 1, "2")];

    /// <summary>ReLU, depthwise with dilation 2, pointwise, BatchNorm.</summary>
    internal static IReadOnlyList<CellLayer> Dilated(int channels, int stride, int kernel) => Filter(channels, kernel, stride, 2, "");

    internal static IReadOnlyList<CellLayer> Sandglass(int channels, int stride, int kernel, int ratio) =>
        [new BlockLayer(BlockSpec.Sandglass(channels, channels, ratio, stride) with { Kernel = kernel })];

    internal static IReadOnlyList<CellLayer> Inverted(int channels, int stride, int kernel, int ratio) =>
        [new BlockLayer(BlockSpec.InvertedResidual(channels, channels, ratio, stride) with { Kernel = kernel })];

    private static IReadOnlyList<CellLayer> Filter(int channels, int kernel, int stride, int dilation, string number) =>
    [
        new RectifierLayer(channels) { Name = $"relu{number}" },
        new ConvolutionLayer($"depthwise{number}", channels, channels, kernel, stride, dilation, channels),
        new ConvolutionLayer($"pointwise{number}", channels, channels),
        new NormLayer($"norm{number}", channels),
    ];
}

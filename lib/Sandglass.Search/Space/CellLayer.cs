using Sandglass.Blocks;

namespace Sandglass.Search.Space;

/// <summary>A step of a cell as data: what is built and what is counted.</summary>
internal abstract record CellLayer(string Name, int OutChannels, int Stride);

/// <summary>max(0, x), out of place: other edges read the same map.</summary>
internal sealed record RectifierLayer(int Channels) : CellLayer("relu", Channels, 1);

/// <summary>A convolution without bias: [N, in, H, W] → [N, out, ⌈H/stride⌉, ⌈W/stride⌉]; its kernel is square and odd, and the padding keeps the size at stride 1.</summary>
internal sealed record ConvolutionLayer(
    string Name, int InChannels, int OutChannels, int Kernel = 1, int Stride = 1, int Dilation = 1, int Groups = 1)
    : CellLayer(Name, OutChannels, Stride)
{
    /// <summary>Weights of the kernel, [out, in / groups, k, k].</summary>
    public long WeightCount => (long)OutChannels * (InChannels / Groups) * Kernel * Kernel;

    /// <summary>Side of the input square that one output sees, in input pixels.</summary>
    internal int Span => ((Kernel - 1) * Dilation) + 1;
}

/// <summary>Batch normalisation; in a search without scale and shift of its own.</summary>
internal sealed record NormLayer(string Name, int Channels) : CellLayer(Name, Channels, 1);

/// <summary>A 3×3 pool with padding 1, of the maximum or of the average, which leaves the padding out.</summary>
internal sealed record PoolLayer(int Channels, int Stride, bool Maximum) : CellLayer("pool", Channels, Stride);

/// <summary>
/// Half of the channels from the even pixels and half from the odd ones, each by a 1×1 convolution of stride 2, side by
/// side, an even number together. On a map of odd side the second half sees one row and column of zeros.
/// </summary>
internal sealed record FactorizedLayer(int InChannels, int OutChannels) : CellLayer("reduce", OutChannels, 2);

/// <summary>A block of the bottleneck family, with its shortcut where its shape allows one.</summary>
internal sealed record BlockLayer(BlockSpec Spec) : CellLayer("block", Spec.OutChannels, Spec.Stride);

/// <summary>Zeros of the shape that the edge has.</summary>
internal sealed record ZeroLayer(int Channels, int Stride) : CellLayer("zero", Channels, Stride);

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

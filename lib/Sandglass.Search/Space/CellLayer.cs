using Sandglass.Blocks;

namespace Sandglass.Search.Space;

/// <summary>A step of a cell as data: what is built and what is counted.</summary>
/// <param name="Name">Name within its operation.</param>
/// <param name="OutChannels">Channels of its output.</param>
/// <param name="Stride">Step in both directions.</param>
public abstract record CellLayer(string Name, int OutChannels, int Stride);

/// <summary>max(0, x), out of place: other edges read the same map.</summary>
/// <param name="Channels">Channels.</param>
public sealed record RectifierLayer(int Channels) : CellLayer("relu", Channels, 1);

/// <summary>A convolution without bias: [N, in, H, W] → [N, out, ⌈H/stride⌉, ⌈W/stride⌉].</summary>
/// <param name="Name">Name within its operation.</param>
/// <param name="InChannels">Channels of its input.</param>
/// <param name="OutChannels">Channels of its output.</param>
/// <param name="Kernel">Side of the square kernel, odd; the padding keeps the size at stride 1.</param>
/// <param name="Stride">Step in both directions.</param>
/// <param name="Dilation">Pixels between neighbouring taps.</param>
/// <param name="Groups">Groups of channels.</param>
public sealed record ConvolutionLayer(
    string Name, int InChannels, int OutChannels, int Kernel = 1, int Stride = 1, int Dilation = 1, int Groups = 1)
    : CellLayer(Name, OutChannels, Stride)
{
    /// <summary>Weights of the kernel, [out, in / groups, k, k].</summary>
    public long WeightCount => (long)OutChannels * (InChannels / Groups) * Kernel * Kernel;

    /// <summary>Side of the input square that one output sees, in input pixels.</summary>
    internal int Span => ((Kernel - 1) * Dilation) + 1;
}

/// <summary>Batch normalisation; in a search without scale and shift of its own.</summary>
/// <param name="Name">Name within its operation.</param>
/// <param name="Channels">Channels.</param>
public sealed record NormLayer(string Name, int Channels) : CellLayer(Name, Channels, 1);

/// <summary>A 3×3 pool with padding 1; the average leaves the padding out.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Stride">Step in both directions.</param>
/// <param name="Maximum">True: the maximum; false: the average.</param>
public sealed record PoolLayer(int Channels, int Stride, bool Maximum) : CellLayer("pool", Channels, Stride);

/// <summary>
/// Half of the channels from the even pixels and half from the odd ones, each by a 1×1 convolution of stride 2, side by
/// side. On a map of odd side the second half sees one row and column of zeros.
/// </summary>
/// <param name="InChannels">Channels of its input.</param>
/// <param name="OutChannels">Channels of its output, even.</param>
public sealed record FactorizedLayer(int InChannels, int OutChannels) : CellLayer("reduce", OutChannels, 2);

/// <summary>A block of the bottleneck family, with its shortcut where its shape allows one.</summary>
/// <param name="Spec">The block.</param>
public sealed record BlockLayer(BlockSpec Spec) : CellLayer("block", Spec.OutChannels, Spec.Stride);

/// <summary>Zeros of the shape that the edge has.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Stride">Step in both directions.</param>
public sealed record ZeroLayer(int Channels, int Stride) : CellLayer("zero", Channels, Stride);

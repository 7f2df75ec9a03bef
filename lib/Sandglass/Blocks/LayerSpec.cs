namespace Sandglass.Blocks;

/// <summary>One layer of a block as data: what is built, counted, drawn and exported.</summary>
/// <param name="Name">Name within the block, such as <c>reduce</c>.</param>
/// <param name="InChannels">Channels of its input.</param>
/// <param name="OutChannels">Channels of its output.</param>
public abstract record LayerSpec(string Name, int InChannels, int OutChannels);

/// <summary>A convolution without bias, its BatchNorm and its activation: [N, in, H, W] → [N, out, ⌈H/stride⌉, ⌈W/stride⌉].</summary>
/// <param name="Name">Name within the block.</param>
/// <param name="InChannels">Channels of its input.</param>
/// <param name="OutChannels">Channels of its output.</param>
/// <param name="Kernel">Side of the square kernel, odd; padding is half of it.</param>
/// <param name="Stride">Step in both directions.</param>
/// <param name="Groups">Groups of channels; equal to both channel counts in a depthwise convolution.</param>
/// <param name="Activation">What follows the BatchNorm.</param>
public sealed record ConvSpec(
    string Name, int InChannels, int OutChannels, int Kernel, int Stride, int Groups, Activation Activation)
    : LayerSpec(Name, InChannels, OutChannels)
{
    /// <summary>One filter a channel.</summary>
    public bool IsDepthwise => Groups > 1 && Groups == InChannels && Groups == OutChannels;

    /// <summary>A 1×1 convolution.</summary>
    public bool IsPointwise => Kernel == 1;

    /// <summary>No activation follows.</summary>
    public bool IsLinear => Activation == Activation.None;

    /// <summary>Weights of the kernel, [out, in / groups, k, k].</summary>
    public long WeightCount => (long)OutChannels * (InChannels / Groups) * Kernel * Kernel;

    /// <summary>Side of the output for a square input of side <paramref name="size"/>.</summary>
    public int OutputSize(int size) => ((size - 1) / Stride) + 1;
}

/// <summary>A layer of the user's own: [N, C, H, W] → [N, C, ⌈H/s⌉, ⌈W/s⌉], with its stride s.</summary>
/// <param name="Name">Name within the block.</param>
/// <param name="Channels">Channels of its input and of its output.</param>
/// <param name="Layer">Which.</param>
internal sealed record OwnLayerSpec(string Name, int Channels, OwnLayer Layer) : LayerSpec(Name, Channels, Channels);

/// <summary>
/// Squeeze-and-excitation (Hu et al. 2018): channels are scaled by a gate computed from their spatial means.
/// Spatial size and channels stay.
/// </summary>
/// <param name="Name">Name within the block.</param>
/// <param name="Channels">Channels that are scaled.</param>
/// <param name="Squeezed">Channels between the two 1×1 convolutions.</param>
/// <param name="Normalized">True: the 1×1 convolutions have BatchNorm and no bias; false: a bias and no BatchNorm.</param>
/// <param name="Inner">Activation between them.</param>
/// <param name="Gate">Activation of the gate.</param>
internal sealed record SqueezeExciteSpec(
    string Name, int Channels, int Squeezed, bool Normalized, Activation Inner, Activation Gate)
    : LayerSpec(Name, Channels, Channels);

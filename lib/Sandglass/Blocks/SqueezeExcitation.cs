namespace Sandglass.Blocks;

/// <summary>Where a block has squeeze-and-excitation and how wide it is.</summary>
/// <param name="AtHidden">True: on the hidden representation; false: on the block's output, before the shortcut.</param>
/// <param name="Squeezed">Channels between its two 1×1 convolutions.</param>
/// <param name="Normalized">True: BatchNorm and no bias; false: bias and no BatchNorm.</param>
/// <param name="Inner">Activation between them.</param>
/// <param name="Gate">Activation of the gate.</param>
public sealed record SqueezeExcitation(
    bool AtHidden, int Squeezed, bool Normalized, Activation Inner, Activation Gate);

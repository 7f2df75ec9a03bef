namespace Sandglass.Studies.Diagnostics;

/// <summary>What gradient confusion was measured on: the network, or a null beside it. The null of initial weights is the
/// network at epoch 0.</summary>
internal enum ConfusionSource
{
    /// <summary>The network on its training images.</summary>
    Network,

    /// <summary>The untrained network on the same images with labels drawn at random.</summary>
    RandomLabels,

    /// <summary>Independent normal vectors as long as the gradients.</summary>
    RandomVectors,
}

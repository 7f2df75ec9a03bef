namespace Sandglass.Counting;

/// <summary>What a counted row is.</summary>
public enum LayerType
{
    /// <summary>Full convolution over space and channels.</summary>
    Convolution,

    /// <summary>One filter a channel.</summary>
    Depthwise,

    /// <summary>1×1 convolution.</summary>
    Pointwise,

    /// <summary>BatchNorm.</summary>
    BatchNorm,

    /// <summary>Elementwise non-linearity or gate.</summary>
    Activation,

    /// <summary>Addition of a shortcut.</summary>
    Addition,

    /// <summary>Global average pool.</summary>
    Pool,

    /// <summary>Fully connected layer with bias.</summary>
    Linear,
}

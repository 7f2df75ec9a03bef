namespace Sandglass.Blocks;

/// <summary>The three ways to arrange a narrow and a wide representation around a shortcut (paper Fig. 2).</summary>
public enum BlockFamily
{
    /// <summary>Classic bottleneck: wide ends, convolution at the narrow middle, shortcut between the wide ends.</summary>
    Bottleneck,

    /// <summary>Inverted residual (MobileNetV2): narrow ends, depthwise convolution at the wide middle, shortcut between the narrow ends.</summary>
    InvertedResidual,

    /// <summary>Sandglass (MobileNeXt): wide ends that carry the depthwise convolutions and the shortcut, narrow middle.</summary>
    Sandglass,
}

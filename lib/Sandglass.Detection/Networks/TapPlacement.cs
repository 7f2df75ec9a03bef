namespace Sandglass.Detection.Networks;

/// <summary>Where a detector taps its backbone.</summary>
public enum TapPlacement
{
    /// <summary>As the released code does: MobileNeXt at the expanded width (576 and 1280 channels at width 1.0),
    /// MobileNetV2 at the end of its stage of 96 channels and at its head (96 and 1280).</summary>
    Released,

    /// <summary>Like for like: both at the expanded width just before the depthwise convolution that halves the map, and
    /// at the widest last layer (576 and 1280 channels for either).</summary>
    ExpandedWidth,
}

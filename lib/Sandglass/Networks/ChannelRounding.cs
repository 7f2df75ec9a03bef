namespace Sandglass.Networks;

/// <summary>How channel counts are rounded after a width multiplier.</summary>
public static class ChannelRounding
{
    /// <summary>
    /// To the nearest multiple, halves up, at least one multiple, and one more where that would lose over 10 %
    /// (the helper that MobileNetV2 and the released MobileNeXt code share).
    /// </summary>
    /// <param name="channels">Channels before rounding.</param>
    /// <param name="multiple">8 in both networks; 16 in MobileNeXt's hidden-width rule.</param>
    public static int ToMultiple(double channels, int multiple = 8)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(multiple);
        var rounded = Math.Max(multiple, (int)(channels + (multiple / 2.0)) / multiple * multiple);
        return rounded < 0.9 * channels ? rounded + multiple : rounded;
    }
}

namespace Sandglass.Detection.Data.Augmentation;

/// <summary>A colour by hue, saturation and value.</summary>
/// <param name="Hue">Degrees, in [0, 360).</param>
/// <param name="Saturation">In [0, 1].</param>
/// <param name="Value">The brightest channel, from 0 to 255.</param>
internal readonly record struct HueSaturationValue(float Hue, float Saturation, float Value)
{
    /// <summary>From channels in 0 to 255.</summary>
    public static HueSaturationValue Of(float red, float green, float blue)
    {
        var most = Math.Max(red, Math.Max(green, blue));
        var spread = most - Math.Min(red, Math.Min(green, blue));
        if (spread <= 0)
        {
            return new HueSaturationValue(0, 0, most);
        }
        var sixths = most == red ? (green - blue) / spread : most == green ? 2 + ((blue - red) / spread) : 4 + ((red - green) / spread);
        return new HueSaturationValue(60 * (sixths < 0 ? sixths + 6 : sixths), spread / most, most);
    }

    /// <summary>To channels in 0 to 255.</summary>
    public (float Red, float Green, float Blue) ToRgb()
    {
        var (value, spread, sixths) = (Value, Value * Saturation, Hue / 60);
        // How much of the spread a channel lacks, by its distance on the wheel of six.
        float Channel(float at)
        {
            var step = (at + sixths) % 6;
            return value - (spread * Math.Clamp(Math.Min(step, 4 - step), 0, 1));
        }
        return (Channel(5), Channel(3), Channel(1));
    }
}

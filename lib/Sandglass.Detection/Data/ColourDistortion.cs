using Sandglass.Runtime;

namespace Sandglass.Detection.Data;

/// <summary>SSD's photometric distortion, in place.</summary>
internal sealed class ColourDistortion(FloatImage image, RandomStream random)
{
    private const double MostBrightness = 32;
    private const double MostHue = 18;

    // Every order of three channels, the unchanged one included.
    private static readonly (int A, int B, int C)[] Orders = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)];

    private readonly float[] _values = image.Values;

    /// <summary>Distorts the picture's values.</summary>
    public void Apply()
    {
        if (Coin())
        {
            Add((float)Between(-MostBrightness, MostBrightness));
        }
        var contrastFirst = Coin();
        if (contrastFirst)
        {
            Contrast();
        }
        if (image.Channels == 3)
        {
            SaturationAndHue();
        }
        if (!contrastFirst)
        {
            Contrast();
        }
        if (image.Channels == 3 && Coin())
        {
            Reorder(Orders[random.NextInt32(Orders.Length)]);
        }
    }

    private void Add(float change)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = Math.Clamp(_values[i] + change, 0, 255);
        }
    }

    private void Contrast()
    {
        if (!Coin())
        {
            return;
        }
        var factor = (float)Between(0.5, 1.5);
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = Math.Clamp(_values[i] * factor, 0, 255);
        }
    }

    private void SaturationAndHue()
    {
        var saturation = Coin() ? (float)Between(0.5, 1.5) : 1;
        var hue = Coin() ? (float)Between(-MostHue, MostHue) : 0;
        if (saturation == 1 && hue == 0)
        {
            return;
        }
        for (var i = 0; i < _values.Length; i += 3)
        {
            var colour = HueSaturationValue.Of(_values[i], _values[i + 1], _values[i + 2]);
            var changed = new HueSaturationValue((colour.Hue + hue + 360) % 360, Math.Min(1, colour.Saturation * saturation), colour.Value);
            (_values[i], _values[i + 1], _values[i + 2]) = changed.ToRgb();
        }
    }

    private void Reorder((int A, int B, int C) order)
    {
        for (var i = 0; i < _values.Length; i += 3)
        {
            (_values[i], _values[i + 1], _values[i + 2]) = (_values[i + order.A], _values[i + order.B], _values[i + order.C]);
        }
    }

    private bool Coin() => random.NextInt32(2) == 1;

    private double Between(double low, double high) => low + ((high - low) * random.NextDouble());
}

/// <summary>A colour by hue (degrees in [0, 360)), saturation (in [0, 1]) and value (the brightest channel, from 0 to 255).</summary>
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

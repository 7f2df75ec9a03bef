namespace Sandglass.Deployment.Quantization;

/// <summary>The steps of a quantized value: q = clamp(round(x / scale) + zero point, least, most).</summary>
/// <param name="Scale">Size of a step.</param>
/// <param name="ZeroPoint">The step that is 0.</param>
/// <param name="Most">The last step; the first is 0 of an activation and −Most of a weight.</param>
internal readonly record struct QuantizationSteps(float Scale, int ZeroPoint, int Most)
{
    // A smaller one divides to infinity.
    private const float SmallestScale = 1e-30f;

    /// <summary>Steps of an activation, from 0 on. Its range is widened to hold 0, which padding needs to be exact.</summary>
    /// <param name="least">Smallest number.</param>
    /// <param name="most">Largest number.</param>
    /// <param name="bits">Bits.</param>
    internal static QuantizationSteps OfRange(double least, double most, int bits)
    {
        (least, most) = (Math.Min(least, 0), Math.Max(most, 0));
        var steps = (1 << bits) - 1;
        var scale = ScaleOf((most - least) / steps);
        return new QuantizationSteps(scale, (int)Math.Clamp(Math.Round(-least / scale, MidpointRounding.ToEven), 0, steps), steps);
    }

    /// <summary>Steps of weights, around 0 and as many on either side.</summary>
    internal static QuantizationSteps OfWeights(ReadOnlySpan<float> weights, int bits)
    {
        var largest = 0f;
        foreach (var weight in weights)
        {
            largest = Math.Max(largest, Math.Abs(weight));
        }

        var steps = (1 << (bits - 1)) - 1;
        return new QuantizationSteps(ScaleOf(largest / steps), 0, steps);
    }

    /// <summary>Smallest number of an activation's range.</summary>
    internal float Least => (0 - ZeroPoint) * Scale;

    /// <summary>Largest number of an activation's range.</summary>
    internal float Greatest => (Most - ZeroPoint) * Scale;

    /// <summary>The step of a weight.</summary>
    internal sbyte Step(float weight) => (sbyte)Math.Clamp(MathF.Round(weight / Scale, MidpointRounding.ToEven), -Most, Most);

    private static float ScaleOf(double size) => size > SmallestScale ? (float)size : 1;

    /// <summary>What an activation becomes.</summary>
    internal double Rounded(double x) => (Math.Clamp(Math.Round(x / Scale, MidpointRounding.ToEven) + ZeroPoint, 0, Most) - ZeroPoint) * Scale;
}

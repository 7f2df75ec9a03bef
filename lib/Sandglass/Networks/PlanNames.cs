using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>What all plans name and check alike.</summary>
internal static class PlanNames
{
    internal static string Of(string network, double width) => FormattableString.Invariant($"{network}-{width:0.0###}");

    internal static ConvSpec Stem(int inputChannels, int channels, int stride) =>
        new("stem", inputChannels, channels, 3, stride, 1, Activation.ReLU6);

    internal static void CheckWidth(double width)
    {
        if (width is not (> 0 and <= 16))
        {
            throw new InvalidSpecException(
                FormattableString.Invariant($"width multiplier must lie in (0, 16], not {width}; the paper uses 0.35 to 1.4"));
        }
    }
}

namespace Sandglass.Tests.Weights;

/// <summary>
/// The tensors of timm's MobileNetV2 by name and shape, from its description as an architecture (a depthwise-separable
/// block, then rows of inverted residuals) and not from the library's plans.
/// </summary>
internal static class TimmTensors
{
    private static readonly (int Repeats, int Channels)[] Rows = [(1, 16), (2, 24), (3, 32), (4, 64), (3, 96), (3, 160), (1, 320)];

    /// <param name="width">Channel multiplier.</param>
    /// <param name="classes">Classes.</param>
    /// <param name="depth">Depth multiplier; first and last row, stem and head are then fixed.</param>
    public static IReadOnlyDictionary<string, long[]> Of(double width, int classes, double? depth = null)
    {
        var tensors = new Dictionary<string, long[]>();
        var stem = depth is null ? Rounded(32 * width) : 32;
        var head = depth is null ? Math.Max(1280, Rounded(1280 * width)) : 1280;
        Conv("conv_stem", "bn1", stem, 3, 3);
        var channels = stem;
        for (var s = 0; s < Rows.Length; s++)
        {
            var repeats = depth is { } factor && s is > 0 and < 6 ? (int)Math.Ceiling(Rows[s].Repeats * factor) : Rows[s].Repeats;
            for (var b = 0; b < repeats; b++)
            {
                var (block, output) = ($"blocks.{s}.{b}.", Rounded(Rows[s].Channels * width));
                if (s == 0)
                {
                    Conv($"{block}conv_dw", $"{block}bn1", channels, 1, 3);
                    Conv($"{block}conv_pw", $"{block}bn2", output, channels, 1);
                }
                else
                {
                    Conv($"{block}conv_pw", $"{block}bn1", 6 * channels, channels, 1);
                    Conv($"{block}conv_dw", $"{block}bn2", 6 * channels, 1, 3);
                    Conv($"{block}conv_pwl", $"{block}bn3", output, 6 * channels, 1);
                }

                channels = output;
            }
        }

        Conv("conv_head", "bn2", head, channels, 1);
        tensors["classifier.weight"] = [classes, head];
        tensors["classifier.bias"] = [classes];
        return tensors;

        void Conv(string conv, string norm, long to, long from, long kernel)
        {
            tensors[$"{conv}.weight"] = [to, from, kernel, kernel];
            foreach (var part in (string[])["weight", "bias", "running_mean", "running_var"])
            {
                tensors[$"{norm}.{part}"] = [to];
            }

            tensors[$"{norm}.num_batches_tracked"] = [];
        }
    }

    private static int Rounded(double channels)
    {
        var rounded = Math.Max(8, (int)(channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }
}

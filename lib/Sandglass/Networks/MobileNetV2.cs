using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>MobileNetV2 (Sandler et al. 2018): inverted residuals and a 1×1 head convolution.</summary>
public static class MobileNetV2
{
    private static readonly StageRow[] Table =
    [
        new(1, 16, 1, 1),
        new(6, 24, 2, 2),
        new(6, 32, 3, 2),
        new(6, 64, 4, 2),
        new(6, 96, 3, 1),
        new(6, 160, 3, 2),
        new(6, 320, 1, 1),
    ];

    /// <summary>The network of the paper; parameters and multiply-adds equal torchvision's.</summary>
    /// <param name="width">Width multiplier; channels are rounded to 8, and the head keeps 1280 up to 1.0.</param>
    /// <param name="resolution">Side of the input, pixels.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="InvalidSpecException">The width is out of range.</exception>
    public static NetworkPlan Plan(double width = 1.0, int resolution = 224, int classes = 1000)
    {
        PlanNames.CheckWidth(width);
        var channels = ChannelRounding.ToMultiple(32 * width);
        var stem = PlanNames.Stem(3, channels, stride: 2);
        var stages = PlanNames.Stages(Table, channels, (row, input, first) =>
            BlockSpec.InvertedResidual(input, ChannelRounding.ToMultiple(row.Channels * width), row.Ratio, first ? row.Stride : 1));
        var features = ChannelRounding.ToMultiple(1280 * Math.Max(1.0, width));
        return new NetworkPlan
        {
            Name = PlanNames.Of("mobilenetv2", width),
            Width = width,
            Resolution = resolution,
            Classes = classes,
            Stem = stem,
            Stages = stages,
            Head = [new ConvSpec("head", stages[^1].Blocks[^1].OutChannels, features, 1, 1, 1, Activation.ReLU6)],
            Dropout = 0.2,
        }.Validated();
    }
}

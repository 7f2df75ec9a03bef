using Sandglass.Networks;

namespace Sandglass.Tests.Counting;

/// <summary>Counts found by executing the released networks, torchvision's MobileNetV2 and the reimplementations.</summary>
public static class GoldenCounts
{
    private const int NormNeverCalled = 2 * 1280; // held by the released efficient model, not part of the network

    private static readonly MobileNeXtRules Released = MobileNeXtRules.Released;

    /// <summary>Both networks at the paper's widths.</summary>
    public static TheoryData<GoldenCount> Widths { get; } =
    [
        MobileNeXtAt(0.35, 1_913_976, "75141032"),
        MobileNeXtAt(0.5, 2_152_304, "103256448"),
        MobileNeXtAt(0.75, 2_766_168, "207926720"),
        MobileNeXtAt(1.0, 3_535_416, "311342592"), // the parameters are printed in an official training log
        MobileNeXtAt(1.4, 6_126_168, "588319256"),
        MobileNetV2At(0.35, 1_677_128, "59285808"),
        MobileNetV2At(0.5, 1_968_680, "97131840"),
        MobileNetV2At(0.75, 2_636_424, "209069792"),
        MobileNetV2At(1.0, 3_504_872, "300774272"),
        MobileNetV2At(1.4, 6_108_776, "582195824"),
    ];

    /// <summary>The readings of the paper that circulate, at width 1.0.</summary>
    public static TheoryData<GoldenCount> Readings { get; } =
    [
        Reading("released", Released, 3_535_416, "311.34"),
        Reading("released but two blocks at 960", Released with { Repeats960 = 2 }, 3_204_856, "295.44"),
        Reading("all full, hidden floor", Released with { FullTransitions = true }, 3_567_624, "319.30"),
        Reading("all full, no floor", Released with { FullTransitions = true, HiddenFloor = false }, 3_305_720, "274.59"),
        new GoldenCount("printed table", MobileNeXt.Paper(), 2_975_160, "258.70"),
    ];

    /// <summary>The networks that lie beside the released one.</summary>
    public static TheoryData<GoldenCount> Ablations { get; } =
    [
        new GoldenCount("(a), own arithmetic", ReleasedAblations.OneDepthwiseInside(), 3_383_704, "238.28"),
        new GoldenCount("i2rnet_low_id", ReleasedAblations.TwoDepthwiseInside(), 3_397_080, "244.72"),
        new GoldenCount("i2rnetv6", ReleasedAblations.TwoDepthwiseInsideAlways(), 3_399_016, "246.13"),
        new GoldenCount("mobilenetv2, ends", ReleasedAblations.DepthwiseAtNarrowEnds(), 3_456_472, "295.64"),
        new GoldenCount("i2rnetv3_rm_3x3", ReleasedAblations.WithoutFirstDepthwise(), 3_460_440, "300.84"),
        new GoldenCount("i2rnetv3_more_1x1", ReleasedAblations.ExtraPointwise(), 3_722_936, "334.34"),
        new GoldenCount("i2rnetv4", ReleasedAblations.SqueezeExcite(), 3_911_032, "311.71"),
        new GoldenCount("mobilenetv2_dq_ori", ReleasedAblations.MobileNetV2PlusDepthwise(), 3_583_368, "334.45"),
        new GoldenCount("TensorFlow slim", ReleasedAblations.TensorFlowSlim(), 3_427_800, "306.07"),
        new GoldenCount("efficient b0", MobileNeXtEfficient.B0(), 3_937_011 - NormNeverCalled, "330.18"),
        new GoldenCount("efficient b1", MobileNeXtEfficient.B1(), 4_287_498 - NormNeverCalled, "415.06"),
    ];

    private static GoldenCount MobileNeXtAt(double width, long parameters, string multiplyAdds) =>
        new($"MobileNeXt {width}", MobileNeXt.Official(width), parameters, multiplyAdds);

    private static GoldenCount MobileNetV2At(double width, long parameters, string multiplyAdds) =>
        new($"MobileNetV2 {width}", MobileNetV2.Plan(width), parameters, multiplyAdds);

    private static GoldenCount Reading(string name, MobileNeXtRules rules, long parameters, string multiplyAdds) =>
        new(name, MobileNeXt.Build(rules), parameters, multiplyAdds);
}

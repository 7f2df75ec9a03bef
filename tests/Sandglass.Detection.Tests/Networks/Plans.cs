using Sandglass.Detection.Networks;

namespace Sandglass.Detection.Tests.Networks;

/// <summary>Detectors that every test of plans goes through.</summary>
internal static class Plans
{
    public static Dictionary<string, DetectorPlan> All { get; } = new DetectorPlan[]
    {
        SsdLite.MobileNeXt(),
        SsdLite.MobileNetV2(),
        SsdLite.MobileNetV2(features: FeaturePlacement.ExpandedWidth),
        SsdLite.MobileNeXt(classes: 3, width: 0.35),
        SmallDetector.Plan(BlockFamily.Sandglass),
        SmallDetector.Plan(BlockFamily.InvertedResidual),
        SmallDetector.Plan(BlockFamily.InvertedResidual, classes: 2, resolution: 100, inputChannels: 3) with { Name = "odd" },
    }.ToDictionary(plan => plan.Name);
}

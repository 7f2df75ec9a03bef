using Sandglass.Blocks;
using Sandglass.Detection.Boxes;
using Sandglass.Networks;

namespace Sandglass.Detection.Networks;

/// <summary>
/// A detector of our own, for small grey images and two cores; in no paper. One macro-plan holds for all families, so that two
/// detectors differ in the block alone. SSDLite's heads look at 16, 8, 4 and 2 places a side at 128 pixels, like for like: at
/// the expanded width just before the depthwise convolution that halves the map, and at what a classifier would read.
/// </summary>
internal static class SmallDetector
{
    private const double DefaultWidth = 0.55;

    // Stages at widths of MobileNeXt, and one more for the coarsest map.
    private static readonly MacroPlan Macro = new(
        "backbone", 16, [new StageRow(6, 96, 2, 2), new StageRow(6, 192, 3, 2), new StageRow(6, 288, 4, 2), new StageRow(6, 576, 4, 2), new StageRow(6, 576, 1, 2)]);

    /// <summary>The boxes, for objects of about 16 to 90 pixels on 128.</summary>
    public static PriorPlan Priors { get; } = new([
        new(8, 16, 26, [2, 3]),
        new(16, 26, 40, [2, 3]),
        new(32, 40, 60, [2, 3]),
        new(64, 60, 90, [2, 3])]);

    /// <summary>The detector with blocks of a family.</summary>
    /// <param name="family">Sandglass or inverted residual: both expand before the depthwise convolution that halves the map.</param>
    /// <param name="classes">Classes, without background.</param>
    /// <param name="resolution">Side of the input, pixels; a multiple of 64 keeps the priors' centres on the map.</param>
    /// <param name="inputChannels">Channels of the images.</param>
    /// <param name="width">Width multiplier of stem and stages.</param>
    /// <exception cref="InvalidSpecException">There is no such detector of the family, or the width is out of range.</exception>
    public static DetectorPlan Plan(BlockFamily family, int classes = 10, int resolution = 128, int inputChannels = 1, double width = DefaultWidth)
    {
        if (family == BlockFamily.Bottleneck)
        {
            throw new InvalidSpecException($"there is no small detector with {FamilyBlocks.Name(family)} blocks: they have no wide map before a stride; use sandglass or inverted");
        }

        var backbone = Macro.Fill(family, width, resolution, inputChannels);
        return new DetectorPlan
        {
            Name = PlanNames.Of($"small{resolution}-{FamilyBlocks.Name(family)}", width),
            Backbone = backbone,
            FeaturePlaces = [.. backbone.Stages.Skip(2).Select(stage => $"{stage.Name}.block1.expand.out"), FeatureMap.Of(backbone)[^1].Place],
            Extras = [],
            Priors = Priors,
            Classes = classes,
        }.Validated();
    }
}

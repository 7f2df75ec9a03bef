using Sandglass.Blocks;
using Sandglass.Detection.Boxes;
using Sandglass.Networks;

namespace Sandglass.Detection.Networks;

/// <summary>
/// A detector of our own, for small grey images and two cores; in no paper. SSDLite's design on backbones of width 0.35,
/// one level finer and two coarser ones fewer: 16, 8, 4 and 2 places a side at 128 pixels. Feature maps are like for like, all
/// at the expanded width.
/// </summary>
internal static class SmallDetector
{
    private const double DefaultWidth = 0.35;
    private const int ExtraChannels = 128;
    private const double ExtraHidden = 0.1;

    /// <summary>The boxes, for objects of about 16 to 90 pixels on 128.</summary>
    public static PriorPlan Priors { get; } = new([
        new(8, 16, 26, [2, 3]),
        new(16, 26, 40, [2, 3]),
        new(32, 40, 60, [2, 3]),
        new(64, 60, 90, [2, 3])]);

    /// <summary>The detector with sandglass blocks (MobileNeXt's stages) or inverted residuals (MobileNetV2's).</summary>
    /// <param name="family">Sandglass or inverted residual.</param>
    /// <param name="classes">Classes, without background.</param>
    /// <param name="resolution">Side of the input, pixels; a multiple of 64 keeps the priors' centres on the map.</param>
    /// <param name="inputChannels">Channels of the images.</param>
    /// <param name="width">Width multiplier of the backbone.</param>
    /// <exception cref="InvalidSpecException">There is no such detector of the family.</exception>
    public static DetectorPlan Plan(BlockFamily family, int classes = 10, int resolution = 128, int inputChannels = 1, double width = DefaultWidth)
    {
        var (backbone, finest) = family switch
        {
            BlockFamily.Sandglass => (MobileNeXt.Official(width, resolution), "stage4.block1.expand.out"),
            BlockFamily.InvertedResidual => (MobileNetV2.Plan(width, resolution), "stage4.block1.expand.out"),
            _ => throw new InvalidSpecException($"there is no small detector with {FamilyBlocks.Name(family)} blocks; use sandglass or inverted"),
        };
        var extra = family == BlockFamily.Sandglass
            ? SsdLite.Reducing(backbone.Features, ExtraChannels, ExtraHidden)
            : SsdLite.Inverted(backbone.Features, ExtraChannels, ExtraHidden);
        return new DetectorPlan
        {
            Name = $"small{resolution}-{backbone.Name}",
            Backbone = backbone,
            FeaturePlaces = [finest, .. SsdLite.FeaturePlaces(family, FeaturePlacement.ExpandedWidth)],
            Extras = [extra],
            Priors = Priors,
            Classes = classes,
        }.WithInputChannels(inputChannels).Validated();
    }
}

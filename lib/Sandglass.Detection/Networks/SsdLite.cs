using Sandglass.Blocks;
using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Networks;

/// <summary>
/// SSDLite320 as the released detection code builds it (github houqb/ssdlite-pytorch-mobilenext, commit 6219e33): six
/// levels of 20, 10, 5, 3, 2 and 1 places a side, separable heads, 3,234 priors.
/// </summary>
public static class SsdLite
{
    private const int Resolution = 320;
    private const int VocClasses = 20;

    // Output channels and hidden share of the four extra blocks.
    private static readonly (int Channels, double Hidden)[] MobileNeXtExtras = [(512, 0.2), (256, 0.25), (256, 0.5), (128, 0.5)];
    private static readonly (int Channels, double Hidden)[] MobileNetV2Extras = [(512, 0.2), (256, 0.5), (256, 0.5), (64, 0.5)];

    /// <summary>With MobileNeXt: 3,476,308 parameters for the 20 classes of VOC.</summary>
    /// <param name="classes">Classes, without background.</param>
    /// <param name="width">Width multiplier of the backbone; the released code has 1.0 only.</param>
    /// <exception cref="InvalidSpecException">The width is out of range.</exception>
    public static DetectorPlan MobileNeXt(int classes = VocClasses, double width = 1.0)
    {
        var backbone = Sandglass.Networks.MobileNeXt.Official(width, Resolution);
        return Plan(backbone, FeaturePlaces(BlockFamily.Sandglass, FeaturePlacement.Released), Extras(backbone.Features, MobileNeXtExtras, Reducing), classes);
    }

    /// <summary>With MobileNetV2: 3,425,988 parameters for the 20 classes of VOC, with the feature maps of the released code.</summary>
    /// <param name="classes">Classes, without background.</param>
    /// <param name="features">Which maps of the backbone are used; for MobileNeXt both choices are the same.</param>
    /// <param name="width">Width multiplier of the backbone; the released code has 1.0 only.</param>
    /// <exception cref="InvalidSpecException">The width is out of range.</exception>
    public static DetectorPlan MobileNetV2(int classes = VocClasses, FeaturePlacement features = FeaturePlacement.Released, double width = 1.0)
    {
        var backbone = Sandglass.Networks.MobileNetV2.Plan(width, Resolution);
        var plan = Plan(backbone, FeaturePlaces(BlockFamily.InvertedResidual, features), Extras(backbone.Features, MobileNetV2Extras, Inverted), classes);
        return features == FeaturePlacement.Released ? plan : plan with { Name = $"{plan.Name}-expanded" };
    }

    private static string[] FeaturePlaces(BlockFamily family, FeaturePlacement placement) => (family, placement) switch
    {
        (BlockFamily.Sandglass, _) => ["stage6.block1.expand.out", "stage8.block1.expand.out"],
        (BlockFamily.InvertedResidual, FeaturePlacement.Released) => ["stage5.block3.out", "head.out"],
        (BlockFamily.InvertedResidual, FeaturePlacement.ExpandedWidth) => ["stage6.block1.expand.out", "head.out"],
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "SSDLite is known with MobileNeXt and MobileNetV2 only"),
    };

    /// <summary>Depthwise with stride 2 and ReLU6, linear reduction, expansion and ReLU6: the released sg_block_extra.</summary>
    private static BlockSpec Reducing(int inChannels, int outChannels, double hiddenShare) =>
        BlockSpec.Sandglass(inChannels, outChannels, reduction: 1, stride: 2) with
        {
            HiddenChannels = (int)(inChannels * hiddenShare),
            Spatial = new SpatialPlacement(1, 0, 0),
            Linear = ConvSlots.Entry,
        };

    /// <summary>An inverted residual with stride 2 whose middle is narrower than its input.</summary>
    private static BlockSpec Inverted(int inChannels, int outChannels, double hiddenShare) =>
        BlockSpec.InvertedResidual(inChannels, outChannels, hiddenShare, stride: 2);

    private static BlockSpec[] Extras(
        int channels, (int Channels, double Hidden)[] table, Func<int, int, double, BlockSpec> block)
    {
        var blocks = new List<BlockSpec>();
        foreach (var (outChannels, hidden) in table)
        {
            blocks.Add(block(channels, outChannels, hidden));
            channels = outChannels;
        }

        return [.. blocks];
    }

    private static DetectorPlan Plan(NetworkPlan backbone, string[] places, BlockSpec[] extras, int classes) => new DetectorPlan
    {
        Name = $"ssdlite{Resolution}-{backbone.Name}",
        Backbone = backbone,
        FeaturePlaces = places,
        Extras = extras,
        Priors = PriorPlan.SsdLite320,
        Classes = classes,
    }.Validated();
}

/// <summary>Where in the backbone a detector takes its feature maps.</summary>
public enum FeaturePlacement
{
    /// <summary>As the released code does: MobileNeXt at the expanded width (576 and 1280 channels at width 1.0),
    /// MobileNetV2 at the end of its stage of 96 channels and at its head (96 and 1280).</summary>
    Released,

    /// <summary>Like for like: both at the expanded width just before the depthwise convolution that halves the map, and
    /// at the widest last layer (576 and 1280 channels for either).</summary>
    ExpandedWidth,
}

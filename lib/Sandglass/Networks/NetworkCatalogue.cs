using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>Every network under the name that commands and notebooks call it by.</summary>
internal static class NetworkCatalogue
{
    /// <summary>All networks: the published ones, the released ablations, the small-image plans.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        ImageNet("mobilenext", "MobileNeXt as the released code builds it", MobileNeXt.Official),
        ImageNet("mobilenext-paper", "MobileNeXt as the paper's table prints it", MobileNeXt.Paper),
        ImageNet("mobilenetv2", "MobileNetV2: inverted residuals", MobileNetV2.Plan),
        ImageNet("bottleneck", "classic bottlenecks on MobileNeXt's stages", ClassicNetwork.Plan),
        ImageNet("variant-a", "Fig. 4(a): one depthwise convolution inside the bottleneck", ReleasedAblations.OneDepthwiseInside),
        ImageNet("variant-b", "Fig. 4(b): both depthwise convolutions inside", ReleasedAblations.TwoDepthwiseInside),
        ImageNet("variant-b-always", "Fig. 4(b), two of them in stride-2 blocks too", ReleasedAblations.TwoDepthwiseInsideAlways),
        ImageNet("variant-c", "Fig. 4(c): MobileNetV2, depthwise at the narrow ends", ReleasedAblations.DepthwiseAtNarrowEnds),
        ImageNet("mobilenetv2-plus-depthwise", "MobileNetV2, a second depthwise in the middle", ReleasedAblations.MobileNetV2PlusDepthwise),
        ImageNet("without-first-depthwise", "MobileNeXt without the blocks' first depthwise", ReleasedAblations.WithoutFirstDepthwise),
        ImageNet("extra-pointwise", "MobileNeXt, an extra linear 1×1 in the bottleneck", ReleasedAblations.ExtraPointwise),
        ImageNet("squeeze-excite", "MobileNeXt, squeeze-and-excitation on the bottleneck", ReleasedAblations.SqueezeExcite),
        ImageNet("tensorflow-slim", "the graph behind the paper's phone latencies", ReleasedAblations.TensorFlowSlim),
        OneWidth("mobilenext-efficient-b0", "EfficientNet-like network behind the row 3.94 M †", MobileNeXtEfficient.B0),
        OneWidth("mobilenext-efficient-b1", "EfficientNet-like network behind the row 4.28 M †", MobileNeXtEfficient.B1),
        Small(BlockFamily.Sandglass, "sandglass blocks on the plan for 28–32 px"),
        Small(BlockFamily.InvertedResidual, "inverted residuals on the plan for 28–32 px"),
        Small(BlockFamily.Bottleneck, "classic bottlenecks on the plan for 28–32 px"),
    ];

    /// <summary>The network of a name.</summary>
    /// <param name="name">Name, in any case.</param>
    /// <exception cref="InvalidSpecException">There is no such network; the message gives the most similar name and all of them.</exception>
    public static CatalogueEntry Find(string name) =>
        Entries.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new InvalidSpecException(
            $"there is no network '{name}'; the most similar is {NearNames.Of(name.ToLowerInvariant(), Entries.Select(e => e.Name)).First()}; all are: {string.Join(", ", Entries.Select(e => e.Name))}");

    private static CatalogueEntry ImageNet(string name, string description, Func<double, int, int, NetworkPlan> make) =>
        new(name, description, 224, 1000, make);

    private static CatalogueEntry OneWidth(string name, string description, Func<int, int, NetworkPlan> make) =>
        new(name, description, 224, 1000, (_, resolution, classes) => make(resolution, classes)) { TakesWidth = false };

    private static CatalogueEntry Small(BlockFamily family, string description) =>
        new($"{MacroPlan.SmallImage.Name}-{FamilyBlocks.Name(family)}", description, 28, 10, (width, resolution, classes) =>
            MacroPlan.SmallImage.Fill(family, width, resolution, classes: classes));
}

/// <summary>A network that can be asked for by name.</summary>
/// <param name="Name">Name, such as <c>mobilenext</c>.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Resolution">Side of the input that it is made for, pixels.</param>
/// <param name="Classes">Classes that it is made for.</param>
/// <param name="Make">Makes the plan from width multiplier, resolution and classes.</param>
internal sealed record CatalogueEntry(
    string Name, string Description, int Resolution, int Classes, Func<double, int, int, NetworkPlan> Make)
{
    /// <summary>False: the network exists at width 1.0 only.</summary>
    public bool TakesWidth { get; init; } = true;

    /// <summary>The plan at a width, resolution and number of classes; what is left out takes the network's default.</summary>
    /// <param name="width">Width multiplier.</param>
    /// <param name="resolution">Side of the input, pixels.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="InvalidSpecException">A number is out of range, or the network has no width multiplier.</exception>
    public NetworkPlan Plan(double width = 1.0, int? resolution = null, int? classes = null) =>
        TakesWidth || width == 1.0
            ? Make(width, resolution ?? Resolution, classes ?? Classes)
            : throw new InvalidSpecException(FormattableString.Invariant($"{Name} exists at width 1.0 only, not at {width}"));
}

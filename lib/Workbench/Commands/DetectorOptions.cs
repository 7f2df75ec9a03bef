using System.CommandLine;
using Sandglass;
using Sandglass.Detection.Data;
using Sandglass.Detection.Data.Voc;
using Sandglass.Detection.Networks;
using Sandglass.Networks;

namespace Workbench.Commands;

/// <summary>Which detector and which pictures of a devkit: options that mean the same in training and evaluation.</summary>
internal sealed class DetectorOptions
{
    private static readonly Dictionary<string, BlockFamily> Families =
        ((BlockFamily[])[BlockFamily.Sandglass, BlockFamily.InvertedResidual]).ToDictionary(FamilyBlocks.Name);

    private static readonly Dictionary<string, FeaturePlacement> Placements = new()
    {
        ["released"] = FeaturePlacement.Released,
        ["expanded"] = FeaturePlacement.ExpandedWidth,
    };

    internal Option<string> Backbone { get; } = new Option<string>("--backbone")
    {
        Description = "blocks of the backbone; on a devkit the backbone is MobileNeXt (sandglass) or MobileNetV2 (inverted)",
        DefaultValueFactory = _ => FamilyBlocks.Name(BlockFamily.Sandglass),
    }.Among([.. Families.Keys]);

    internal Option<string> Features { get; } = new Option<string>("--features")
    {
        Description = "feature maps of MobileNetV2 that SSDLite320 uses: those of the released code, or the expanded ones, as with MobileNeXt",
        DefaultValueFactory = _ => "released",
    }.Among([.. Placements.Keys]);

    internal Option<DirectoryInfo?> Voc { get; } = new("--voc") { Description = "folder of a VOC devkit, for SSDLite320", HelpName = CommonOptions.Folder };

    internal Option<string> Test { get; } = new("--test")
    {
        Description = "lists of the devkit to test on",
        DefaultValueFactory = _ => string.Join('+', VocPart.Test),
    };

    internal DetectorPlan Small(ParseResult asked) => SmallDetector.Plan(Families[asked.GetRequiredValue(Backbone)]);

    /// <summary>SSDLite320 for the classes and channels of a set.</summary>
    internal DetectorPlan Full(ParseResult asked, IDetectionSet set)
    {
        var plan = Families[asked.GetRequiredValue(Backbone)] == BlockFamily.Sandglass
            ? SsdLite.MobileNeXt(set.Classes.Count)
            : SsdLite.MobileNetV2(set.Classes.Count, Placements[asked.GetRequiredValue(Features)]);
        return plan.WithInputChannels(set.Channels);
    }

    /// <summary>Lists of a devkit, separated by +, as one set.</summary>
    internal static VocSet Open(DirectoryInfo devkit, string lists) =>
        VocSet.Open(devkit.FullName, [.. lists.Split('+').Select(VocPart.Parse)]);
}

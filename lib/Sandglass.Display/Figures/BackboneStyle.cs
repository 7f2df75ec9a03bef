using Sandglass.Blocks;
using Sandglass.Display.Style;

namespace Sandglass.Display.Figures;

/// <summary>A network looks as the family of its blocks does, under its own name.</summary>
internal static class BackboneStyle
{
    /// <summary>The style of a detector's backbone.</summary>
    public static FamilyStyle Of(BlockFamily family) => FamilyPalette.For(family) is var style && family switch
    {
        BlockFamily.Sandglass => "MobileNeXt",
        BlockFamily.InvertedResidual => "MobileNetV2",
        _ => null,
    } is { } name
        ? style with { Name = name }
        : style;
}

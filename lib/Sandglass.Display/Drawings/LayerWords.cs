using Sandglass.Blocks;

namespace Sandglass.Display.Drawings;

/// <summary>A layer in the field's words.</summary>
internal static class LayerWords
{
    /// <summary>What it is, such as <c>depthwise 3×3</c>.</summary>
    public static string Kind(LayerSpec layer) => layer switch
    {
        ConvSpec { IsDepthwise: true } conv => $"depthwise {conv.Kernel}×{conv.Kernel}",
        ConvSpec { IsPointwise: true, Groups: > 1 } conv => $"1×1, {conv.Groups} groups",
        ConvSpec { IsPointwise: true } => "pointwise 1×1",
        ConvSpec conv => $"full {conv.Kernel}×{conv.Kernel}",
        SqueezeExciteSpec => "squeeze-excite",
        _ => layer.Name,
    };

    /// <summary>Its channels, such as <c>96 → 16</c>.</summary>
    public static string Channels(LayerSpec layer) => layer switch
    {
        SqueezeExciteSpec excite => $"{excite.Channels} → {excite.Squeezed} → {excite.Channels}",
        { InChannels: var from, OutChannels: var to } when from == to => $"{from}",
        _ => $"{layer.InChannels} → {layer.OutChannels}",
    };

    /// <summary>What follows it: an activation's name, or <c>linear</c>.</summary>
    public static string Ending(LayerSpec layer) => layer switch
    {
        ConvSpec { IsLinear: true } => "linear",
        ConvSpec conv => conv.Activation.ToString(),
        SqueezeExciteSpec excite => $"gate: {excite.Gate}",
        _ => "",
    };
}

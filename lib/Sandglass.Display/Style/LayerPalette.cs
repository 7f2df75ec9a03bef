using Sandglass.Counting;

namespace Sandglass.Display.Style;

/// <summary>
/// Name and colour of the layers that carry weights: those of Okabe and Ito's colours (2008) that are no family's.
/// </summary>
internal static class LayerPalette
{
    /// <summary>The kinds, in the order in which they are stacked.</summary>
    public static IReadOnlyList<(LayerType Type, string Name, string Colour)> Kinds { get; } =
    [
        (LayerType.Convolution, "Full convolution", "#E69F00"),
        (LayerType.Depthwise, "Depthwise", "#56B4E9"),
        (LayerType.Pointwise, "Pointwise", "#B85C91"),
        (LayerType.Linear, "Linear", "#8C959F"),
    ];
}

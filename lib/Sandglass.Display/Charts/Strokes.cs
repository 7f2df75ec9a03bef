using Sandglass.Display.Style;
using ScottPlot;

namespace Sandglass.Display.Charts;

/// <summary>A family's style in ScottPlot's terms.</summary>
internal static class Strokes
{
    /// <summary>The colour of a family.</summary>
    public static Color Colour(FamilyStyle style) => Color.FromHex(style.Colour);

    /// <summary>The marker of a family, filled with its colour or open.</summary>
    public static MarkerStyle Marker(FamilyStyle style, float size, bool filled) => new()
    {
        Shape = style.Marker switch
        {
            MarkerForm.Square => MarkerShape.FilledSquare,
            MarkerForm.Triangle => MarkerShape.FilledTriangleUp,
            MarkerForm.Diamond => MarkerShape.FilledDiamond,
            _ => MarkerShape.FilledCircle,
        },
        IsVisible = style.Marker != MarkerForm.None,
        Size = style.Marker == MarkerForm.Triangle ? size + 2 : size,
        FillColor = filled ? Colour(style) : Color.FromHex(FamilyPalette.Paper),
        OutlineColor = Colour(style),
        OutlineWidth = 2,
    };
}

using Sandglass.Display.Style;

namespace Sandglass.Display.Pages;

/// <summary>A family's marker in its colour, as a small drawing beside its name.</summary>
internal static class FamilySwatch
{
    /// <summary>The drawing as an inline SVG element.</summary>
    public static string Svg(FamilyStyle style)
    {
        var form = style.Marker switch
        {
            MarkerForm.Square => "<rect x=\"1.5\" y=\"1.5\" width=\"9\" height=\"9\"/>",
            MarkerForm.Triangle => "<path d=\"M6 .8 11.6 11H.4z\"/>",
            _ => "<circle cx=\"6\" cy=\"6\" r=\"5\"/>",
        };
        return $"<svg class=\"swatch\" viewBox=\"0 0 12 12\" fill=\"{style.Colour}\" aria-hidden=\"true\">{form}</svg>";
    }
}

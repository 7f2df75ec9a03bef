namespace Sandglass.Display.Figures;

/// <summary>Single seeds stand a little to the right of their mean, where bar and marker do not cover them.</summary>
internal static class SinglesOffset
{
    /// <summary>The distance at the layout's size.</summary>
    public const double Pixels = 9;

    /// <summary>The distance in units of a panel's cost axis.</summary>
    public static double In(Panel panel) => panel.X.Span * Pixels / (FigureSize.Width - 90);
}

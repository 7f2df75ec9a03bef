namespace Sandglass.Display.Figures;

/// <summary>The size for which figures are laid out, in pixels.</summary>
internal static class FigureSize
{
    /// <summary>Width.</summary>
    public const int Width = 900;

    /// <summary>Height.</summary>
    public const int Height = 600;
}

namespace Sandglass.Display.Figures;

/// <summary>The size for which figures are laid out, in pixels.</summary>
internal static class FigureSize
{
    /// <summary>Width.</summary>
    public const int Width = 900;

    /// <summary>Height with one row of panels.</summary>
    public const int Height = 600;

    private const int FurtherRow = 240;

    /// <summary>Height with so many rows of panels.</summary>
    public static int HeightOf(int rows) => Height + (FurtherRow * (rows - 1));
}

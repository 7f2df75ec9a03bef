using ScottPlot;

namespace Sandglass.Display.Charts;

/// <summary>A ScottPlot plot as a picture.</summary>
internal static class PlotPicture
{
    /// <summary>Width for which plots are laid out, pixels.</summary>
    public const int Width = 760;

    /// <summary>Height for which plots are laid out, pixels.</summary>
    public const int Height = 440;

    /// <summary>The plot as PNG, <paramref name="scale"/> pixels for one of the layout.</summary>
    public static byte[] ToPng(Plot plot, int scale, int width = Width, int height = Height) =>
        Picture.ToPng(width, height, scale, canvas => plot.Render(canvas, new PixelRect(0, width, height, 0)));
}

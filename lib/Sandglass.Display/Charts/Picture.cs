using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>Draws on a canvas and keeps the pixels.</summary>
internal static class Picture
{
    /// <summary>What <paramref name="draw"/> draws on white, as PNG, <paramref name="scale"/> pixels for one of the layout.</summary>
    /// <param name="width">Width of the layout in pixels.</param>
    /// <param name="height">Height of the layout in pixels.</param>
    /// <param name="scale">Pixels of the picture for one of the layout.</param>
    /// <param name="draw">Draws the layout.</param>
    /// <param name="hasFewColours">Whether 256 colours are enough, as they are for all but colour photographs.</param>
    public static byte[] ToPng(int width, int height, int scale, Action<SKCanvas> draw, bool hasFewColours = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        BundledFont.Install();
        using var surface = SKSurface.Create(new SKImageInfo(width * scale, height * scale, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Scale(scale);
        surface.Canvas.Clear(SKColor.Parse(FamilyPalette.Paper));
        draw(surface.Canvas);
        using var pixels = surface.PeekPixels();
        if (hasFewColours)
        {
            return PalettePng.Write(pixels);
        }
        using var bytes = pixels.Encode(SKEncodedImageFormat.Png, 100)!;
        return bytes.ToArray();
    }
}

/// <summary>A ScottPlot plot as a picture.</summary>
internal static class PlotPicture
{
    public const int Width = 760;
    public const int Height = 440;

    public static byte[] ToPng(Plot plot, int scale, int width = Width, int height = Height) =>
        Picture.ToPng(width, height, scale, canvas => plot.Render(canvas, new PixelRect(0, width, height, 0)));
}

using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>Draws on a canvas and keeps the pixels.</summary>
internal static class Picture
{
    /// <summary>
    /// What <paramref name="draw"/> draws on white, laid out at so many pixels, as PNG of <paramref name="scale"/> pixels for one of
    /// the layout. All but colour photographs have few colours: 256 are enough.
    /// </summary>
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
    /// <summary>A plot that writes in the bundled font, on what the canvas has already.</summary>
    public static Plot New()
    {
        BundledFont.Install();
        var plot = new Plot();
        plot.Font.Set(BundledFont.Family);
        plot.RenderManager.ClearCanvasBeforeEachRender = false; // it clears all it can reach, in SVG with a black rectangle
        return plot;
    }

    public const int Width = 760;
    public const int Height = 440;

    public static byte[] ToPng(Plot plot, int scale, int width = Width, int height = Height) =>
        Picture.ToPng(width, height, scale, canvas => plot.Render(canvas, new PixelRect(0, width, height, 0)));
}

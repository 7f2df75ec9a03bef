using Sandglass.Display.Style;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>Draws on a canvas and keeps the pixels.</summary>
internal static class Picture
{
    /// <summary>What <paramref name="draw"/> draws on white, as PNG, <paramref name="scale"/> pixels for one of the layout.</summary>
    public static byte[] ToPng(int width, int height, int scale, Action<SKCanvas> draw)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        BundledFont.Install();
        using var surface = SKSurface.Create(new SKImageInfo(width * scale, height * scale, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Scale(scale);
        surface.Canvas.Clear(SKColor.Parse(FamilyPalette.Paper));
        draw(surface.Canvas);
        using var pixels = surface.PeekPixels();
        return PalettePng.Write(pixels);
    }
}

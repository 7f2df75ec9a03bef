using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using ScottPlot;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>The colours of cells, and the bar that says what they mean.</summary>
internal static class HeatColours
{
    /// <summary>Room that the bar and its words take, pixels.</summary>
    public const float BarRoom = 84;

    private const float Width = 16;
    private const int Steps = 128;

    private static readonly ScottPlot.Colormaps.Viridis Colours = new();

    /// <summary>The colour of a share in [0, 1].</summary>
    public static SKColor At(double share)
    {
        var colour = Colours.GetColor(share);
        return new SKColor(colour.R, colour.G, colour.B);
    }

    /// <summary>Draws the bar at the left edge of a place, its label beside it from below upwards.</summary>
    public static void DrawBar(SKCanvas canvas, Lettering text, HeatScale scale, PixelRect place)
    {
        var steps = scale.Steps ?? Steps;
        var step = place.Height / steps;
        for (var i = 0; i < steps; i++)
        {
            using var fill = new SKPaint { Color = At(scale.Step(1 - ((i + 0.5) / steps))) };
            canvas.DrawRect(place.Left, place.Top + (i * step), Width, step + 0.5f, fill);
        }
        foreach (var share in (ReadOnlySpan<double>)[0, 0.5, 1])
        {
            var value = HeatScale.Word(scale.Low + (share * (scale.High - scale.Low)));
            text.Write(value, place.Left + Width + 5, place.Bottom - ((float)share * place.Height) - 7, size: 12, FamilyPalette.Ink);
        }

        using var restore = new SKAutoCanvasRestore(canvas);
        canvas.Translate(place.Left + 58, (place.Top + place.Bottom + text.Width(scale.Label, 13)) / 2);
        canvas.RotateDegrees(-90);
        text.Write(scale.Label, 0, 0, size: 13, FamilyPalette.Ink);
    }
}

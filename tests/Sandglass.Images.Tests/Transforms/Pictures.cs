using Sandglass.Images.Transforms;

namespace Sandglass.Images.Tests.Transforms;

/// <summary>Pictures by a formula that Python has too.</summary>
internal static class Pictures
{
    public static PixelImage Of(int width, int height, int channels) => new(width, height, channels,
    [
        .. from y in Enumerable.Range(0, height)
           from x in Enumerable.Range(0, width)
           from channel in Enumerable.Range(0, channels)
           select (byte)((x * 7) + (y * 13) + (channel * 50) + (x * y % 31 * 5)),
    ]);

    public static Canvas Canvas(int side, int channels)
    {
        var canvas = new Canvas(side, channels);
        Of(side, side, channels).Pixels.CopyTo(canvas.Pixels);
        return canvas;
    }
}

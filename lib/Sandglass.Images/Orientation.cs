using SkiaSharp;

namespace Sandglass.Images;

/// <summary>How stored pixels lie in the picture that a viewer shows: where its first one is, and the steps to the next in a row and a column.</summary>
/// <param name="Width">Pixels of a row, turned.</param>
/// <param name="Height">Rows, turned.</param>
/// <param name="First">Place of the first pixel among the stored ones.</param>
/// <param name="Right">From a pixel to the one on its right.</param>
/// <param name="Down">From a pixel to the one below it.</param>
internal sealed record Orientation(int Width, int Height, int First, int Right, int Down)
{
    /// <summary>Whether nothing is turned.</summary>
    public bool IsAsStored => (First, Right, Down) == (0, 1, Width);

    /// <summary>The eight ways of EXIF's tag 274 for stored pixels.</summary>
    public static Orientation Of(SKEncodedOrigin origin, int width, int height)
    {
        var (topRight, bottomLeft) = (width - 1, (height - 1) * width);
        return origin switch
        {
            SKEncodedOrigin.TopRight => new(width, height, topRight, -1, width),
            SKEncodedOrigin.BottomRight => new(width, height, bottomLeft + topRight, -1, -width),
            SKEncodedOrigin.BottomLeft => new(width, height, bottomLeft, 1, -width),
            SKEncodedOrigin.LeftTop => new(height, width, 0, width, 1),
            SKEncodedOrigin.RightTop => new(height, width, bottomLeft, -width, 1),
            SKEncodedOrigin.RightBottom => new(height, width, bottomLeft + topRight, -width, -1),
            SKEncodedOrigin.LeftBottom => new(height, width, topRight, width, -1),
            _ => new(width, height, 0, 1, width),
        };
    }
}

namespace Sandglass.Images;

/// <summary>A rectangle of a picture, in pixels.</summary>
internal readonly record struct Box(int Left, int Top, int Width, int Height)
{
    /// <summary>All of a picture.</summary>
    public static Box Of(PixelImage image) => new(0, 0, image.Width, image.Height);
}

namespace Sandglass.Images;

/// <summary>How the pixels around a place make one, when a picture is resized: Pillow's filters of these names.</summary>
internal enum Resampling
{
    /// <summary>A triangle over two pixels.</summary>
    Bilinear,

    /// <summary>A cubic over four pixels, a = -0.5.</summary>
    Bicubic,
}

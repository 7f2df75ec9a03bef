using Sandglass.Data;

namespace Sandglass.Images;

/// <summary>A picture in memory: bytes row by row, the channels of a pixel side by side (grey, or red, green and blue).</summary>
public sealed record PixelImage
{
    /// <summary>A picture; it takes the bytes over and does not copy them.</summary>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 for grey, 3 for colour.</param>
    /// <param name="pixels">Height x width x channels bytes.</param>
    /// <exception cref="DataFormatException">The number of bytes is another one, or a size is not positive.</exception>
    public PixelImage(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (width <= 0 || height <= 0 || channels is not (1 or 3) || pixels.LongLength != (long)width * height * channels)
        {
            throw new DataFormatException(
                FormattableString.Invariant($"An image of {width} x {height} pixels and {channels} channels cannot have {pixels.LongLength} bytes; sizes are positive, channels 1 or 3."));
        }
        (Width, Height, Channels, Pixels) = (width, height, channels, pixels);
    }

    /// <summary>Pixels of a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 for grey, 3 for colour.</summary>
    public int Channels { get; }

    /// <summary>The bytes: height x width x channels. They are shared, not copied: do not write into them.</summary>
    public byte[] Pixels { get; }
}

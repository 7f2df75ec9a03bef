namespace Sandglass.Images;

/// <summary>
/// Pictures of any size as squares of one side: the largest centred square is cut out, and scaled by a triangle as wide as
/// the pixels that it makes one of. That is <c>crop</c> and <c>resize(BILINEAR)</c> of Pillow, which torchvision uses, in
/// whole numbers after one rounding of the weights: the same bytes on every machine.
/// </summary>
internal static class SquareScaling
{
    /// <summary>The picture's largest centred square, scaled; of an odd rest the smaller half is cut off left and above.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="side">Side in pixels.</param>
    public static PixelImage ToSquare(this PixelImage image, int side)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        var square = Math.Min(image.Width, image.Height);
        var box = new PixelBox((image.Width - square) / 2, (image.Height - square) / 2, square, square);
        var pixels = new byte[side * side * image.Channels];
        Resampler.Resize(image, box, side, side, new PixelBox(0, 0, side, side), Resampling.Bilinear, isMirrored: false, pixels);
        return new PixelImage(side, side, image.Channels, pixels);
    }
}

using Sandglass.Runtime;

namespace Sandglass.Data;

/// <summary>Random changes to training images, in this order: shift, flip, cutout.</summary>
/// <param name="ShiftPixels">
/// Largest shift in pixels: each axis by a whole number in [-s, s], all equally likely; black (byte 0) comes in.
/// The same as padding by s and cropping at random.
/// </param>
/// <param name="HorizontalFlip">Mirror left and right, half the time.</param>
/// <param name="CutoutSize">
/// Side in pixels of a square set to the channel's mean (0 after normalisation), around a pixel chosen at random and
/// clipped at the border (DeVries and Taylor 2017, arXiv 1708.04552); 0 for none.
/// </param>
public sealed record Augmentation(int ShiftPixels, bool HorizontalFlip, int CutoutSize)
{
    /// <summary>Images as they are.</summary>
    public static Augmentation None { get; } = new(0, false, 0);

    /// <summary>Shift by up to two pixels and flip.</summary>
    public static Augmentation Standard { get; } = new(2, true, 0);
}

/// <summary>What happens to one image: pixels down and to the right, then mirrored, then the centre of the cutout.</summary>
internal readonly record struct AugmentationDraw(int ShiftY, int ShiftX, bool Flip, int CutoutY, int CutoutX)
{
    // Five numbers an image whatever is switched on, so that one part off leaves the others as they were.
    public static AugmentationDraw Next(Augmentation augmentation, RandomStream stream, int height, int width)
    {
        var range = (2 * augmentation.ShiftPixels) + 1;
        var shiftY = stream.NextInt32(range) - augmentation.ShiftPixels;
        var shiftX = stream.NextInt32(range) - augmentation.ShiftPixels;
        var flip = stream.NextInt32(2) == 1 && augmentation.HorizontalFlip;
        return new AugmentationDraw(shiftY, shiftX, flip, stream.NextInt32(height), stream.NextInt32(width));
    }
}

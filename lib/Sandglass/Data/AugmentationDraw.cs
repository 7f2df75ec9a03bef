using Sandglass.Runtime;

namespace Sandglass.Data;

/// <summary>What happens to one image.</summary>
/// <param name="ShiftY">Pixels down.</param>
/// <param name="ShiftX">Pixels to the right.</param>
/// <param name="Flip">Mirrored, after the shift.</param>
/// <param name="CutoutY">Row at the centre of the cutout.</param>
/// <param name="CutoutX">Column at the centre of the cutout.</param>
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

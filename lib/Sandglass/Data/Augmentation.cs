using Sandglass.Runtime;

namespace Sandglass.Data;

/// <summary>
/// Random changes to training images. Small images in memory know shift, flip and cutout, in this order. Pictures decoded
/// from files know crop, flip, colour jitter, RandAugment and random erasing, in this order, as torchvision and timm do;
/// what is null is left out. A loader that does not know a change refuses it.
/// </summary>
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

    /// <summary>
    /// Least share of a picture's area that a random crop keeps, such as 0.08; the share is uniform between it and 1, the
    /// ratio of the sides between 3:4 and 4:3, uniform in its logarithm (torchvision's <c>RandomResizedCrop</c>; Szegedy and others 2015, arXiv
    /// 1409.4842). Null: the centre of the picture.
    /// </summary>
    public double? CropArea { get; init; }

    /// <summary>How pictures are resized: <c>bilinear</c>, <c>bicubic</c>, or <c>random</c> for either, half the time each. Null: bilinear.</summary>
    public string? CropInterpolation { get; init; }

    /// <summary>
    /// Brightness, contrast and saturation are changed, in random order, by factors that are uniform in [1 - c, 1 + c]
    /// (torchvision's <c>ColorJitter</c>).
    /// </summary>
    public double? ColourJitter { get; init; }

    /// <summary>
    /// Magnitude of RandAugment, 0 to 10 (Cubuk and others 2019, arXiv 1909.13719), with the operations and ranges of timm's
    /// <c>rand</c>: 9 is its <c>rand-m9</c>. Each operation that is drawn is applied half the time.
    /// </summary>
    public double? RandAugmentMagnitude { get; init; }

    /// <summary>Standard deviation of the magnitude: 0.5 is timm's <c>mstd0.5</c>. Null: the magnitude is the same each time.</summary>
    public double? RandAugmentDeviation { get; init; }

    /// <summary>Operations that RandAugment draws for a picture, with replacement. Null: two.</summary>
    public int? RandAugmentOps { get; init; }

    /// <summary>
    /// Probability that a rectangle of 2 % to a third of the area is filled with standard normal numbers after
    /// normalisation (Zhong and others 2017, arXiv 1708.04896; timm's mode <c>pixel</c>).
    /// </summary>
    public double? RandomErasing { get; init; }

    /// <summary>Whether it asks for a change that only pictures decoded from files know.</summary>
    internal bool IsForPictures =>
        (CropArea, CropInterpolation, ColourJitter, RandAugmentMagnitude, RandomErasing) is not (null, null, null, null, null);

    /// <summary>Checks every number.</summary>
    internal void Check(Action<bool, FormattableString> require)
    {
        require(ShiftPixels >= 0 && CutoutSize >= 0, $"shift and cutout must not be negative, not {ShiftPixels} and {CutoutSize}");
        require(CropArea is null or (> 0 and <= 1), $"the least area of a crop must lie in (0, 1], not {CropArea}");
        require(
            CropInterpolation is null or Bilinear or Bicubic or RandomInterpolation,
            $"the interpolation must be {Bilinear}, {Bicubic} or {RandomInterpolation}, not {CropInterpolation}");
        require(ColourJitter is null or (> 0 and <= 1), $"colour jitter must lie in (0, 1], not {ColourJitter}");
        require(RandAugmentMagnitude is null or (>= 0 and <= 10), $"RandAugment's magnitude must lie in [0, 10], not {RandAugmentMagnitude}");
        require(RandAugmentDeviation is null or (>= 0 and <= 10), $"the deviation of RandAugment's magnitude must lie in [0, 10], not {RandAugmentDeviation}");
        require(RandAugmentOps is null or (>= 1 and <= 15), $"RandAugment's operations must be 1 to 15, not {RandAugmentOps}");
        require(
            RandAugmentMagnitude is not null || (RandAugmentDeviation, RandAugmentOps) is (null, null),
            $"RandAugment's deviation and operations need a magnitude");
        require(RandomErasing is null or (> 0 and <= 1), $"the probability of random erasing must lie in (0, 1], not {RandomErasing}");
    }

    internal const string Bilinear = "bilinear";
    internal const string Bicubic = "bicubic";
    internal const string RandomInterpolation = "random";
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

using Sandglass.Data;
using Sandglass.Runtime;

namespace Sandglass.Images.Transforms;

/// <summary>
/// What happens to a picture before a network trains on it, in this order: random crop, resizing, flip, colour jitter, RandAugment,
/// normalisation, random erasing. Each part has a stream of its own, made from the picture's, so that one that is off leaves the
/// others as they were. The same stream gives the same numbers, whatever the thread.
/// </summary>
internal sealed class TrainingTransform
{
    private readonly Augmentation _augmentation;
    private readonly RandAugment? _randAugment;
    private readonly NormalizedBytes _numbers;
    private readonly int _side;

    /// <summary>The changes that a recipe asks for.</summary>
    /// <param name="augmentation">The changes.</param>
    /// <param name="side">Side of the squares that the network sees, in pixels.</param>
    /// <param name="normalization">How pixels become numbers; its channels are those of the pictures.</param>
    /// <exception cref="WorkbenchException">The changes have shift or cutout, which only small images in memory know.</exception>
    public TrainingTransform(Augmentation augmentation, int side, Normalization normalization)
    {
        ArgumentNullException.ThrowIfNull(augmentation);
        ArgumentNullException.ThrowIfNull(normalization);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        if (augmentation is not { ShiftPixels: 0, CutoutSize: 0 })
        {
            throw new WorkbenchException(
                "shift and cutout are for small images in memory; for pictures from files set them to 0, and use a random crop and random erasing");
        }

        (_augmentation, _side, _numbers) = (augmentation, side, new NormalizedBytes(normalization));
        if (augmentation.RandAugmentMagnitude is { } magnitude)
        {
            _randAugment = new RandAugment(magnitude, augmentation.RandAugmentDeviation ?? 0, augmentation.RandAugmentOps ?? 2, _numbers.Mean);
        }
    }

    /// <summary>Writes one picture for the network.</summary>
    /// <param name="image">The picture, with as many channels as the normalisation.</param>
    /// <param name="random">Where the changes are drawn from: a stream of this picture's own.</param>
    /// <param name="target">Side x side x channels numbers, the channels of a pixel side by side.</param>
    public void Write(PixelImage image, RandomStream random, Span<float> target)
    {
        _numbers.Require(image, _side, target);
        var (crop, flip, jitter, operations, erasing) = (random.Fork(), random.Fork(), random.Fork(), random.Fork(), random.Fork());
        var resampling = ResamplingOf(crop);
        var isMirrored = flip.NextInt32(2) == 1 && _augmentation.HorizontalFlip;
        using var canvas = new Canvas(_side, image.Channels);
        Resampler.Resize(image, BoxOf(image, crop), _side, _side, new PixelBox(0, 0, _side, _side), resampling, isMirrored, canvas.Pixels);
        if (_augmentation.ColourJitter is { } strength)
        {
            ColourJitter.Apply(canvas, strength, jitter);
        }

        _randAugment?.Apply(canvas, operations);
        _numbers.Write(canvas.Pixels, target);
        if (_augmentation.RandomErasing is { } probability)
        {
            RandomErasing.Apply(target, _side, probability, erasing);
        }
    }

    private Resampling ResamplingOf(RandomStream random)
    {
        var isCubic = random.NextInt32(2) == 1;
        return _augmentation.CropInterpolation switch
        {
            Augmentation.Bicubic => Resampling.Bicubic,
            Augmentation.RandomInterpolation when isCubic => Resampling.Bicubic,
            _ => Resampling.Bilinear,
        };
    }

    private PixelBox BoxOf(PixelImage image, RandomStream random)
    {
        var square = Math.Min(image.Width, image.Height);
        return _augmentation.CropArea is { } least
            ? RandomCrop.Draw(image.Width, image.Height, least, random)
            : RandomCrop.Centred(image.Width, image.Height, square, square);
    }
}

using System.Buffers;
using Sandglass.Data;
using Sandglass.Runtime;

namespace Sandglass.Images.Transforms;

/// <summary>
/// What happens to a picture before a network trains on it: random crop, resizing, flip, colour jitter, RandAugment,
/// normalisation, random erasing, as torchvision and timm do. The same stream gives the same numbers.
/// </summary>
internal sealed class TrainingTransform
{
    private readonly Augmentation _augmentation;
    private readonly int _side;
    private readonly Normalization _normalization;

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
                "shift and cutout are for small images in memory; for pictures from files set them to 0 and use a random crop and random erasing.");
        }

        (_augmentation, _side, _normalization) = (augmentation, side, normalization);
    }

    /// <summary>Writes one picture for the network.</summary>
    /// <param name="image">The picture, with as many channels as the normalisation.</param>
    /// <param name="random">Where the changes are drawn from: a stream of this picture's own.</param>
    /// <param name="target">Side x side x channels numbers, the channels of a pixel side by side.</param>
    public void Write(PixelImage image, RandomStream random, Span<float> target)
    {
        var flip = random.NextInt32(2) == 1 && _augmentation.HorizontalFlip;
        var pixels = ArrayPool<byte>.Shared.Rent(target.Length);
        Resampler.Resize(image, Box.Of(image), _side, _side, Resampling.Bilinear, flip, pixels);
        var table = _normalization.Table();
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = table[(256 * (i % image.Channels)) + pixels[i]];
        }

        ArrayPool<byte>.Shared.Return(pixels);
    }
}

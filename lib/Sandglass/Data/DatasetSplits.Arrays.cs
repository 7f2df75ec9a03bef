using System.Globalization;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Sandglass.Data;

// Images of the caller's own, given as numbers. They are kept as bytes, as all images are.
public sealed partial record DatasetSplits
{
    /// <summary>Own images from bytes.</summary>
    /// <param name="name">What the images are. It is part of the data's identity, and so of a run's hash.</param>
    /// <param name="pixels">Pixels in the order <c>[N, C, H, W]</c>, 0 to 255.</param>
    /// <param name="imageShape">Channels (1 for grey, 3 for colour), height and width.</param>
    /// <param name="labels">A class an image, from 0.</param>
    /// <param name="classNames">Names of the classes; null calls them by their numbers.</param>
    /// <param name="split">How they are parted; null: a tenth of each class for validation, a tenth for the test.</param>
    /// <exception cref="WorkbenchException">Counts do not match, a label names no class, or a class has too few images.</exception>
    public static DatasetSplits Of(
        string name,
        ReadOnlySpan<byte> pixels,
        (int Channels, int Height, int Width) imageShape,
        ReadOnlySpan<int> labels,
        IReadOnlyList<string>? classNames = null,
        StratifiedSplit? split = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var classes = classNames ?? Numbered(name, labels);
        using var whole = ImageDataset.FromBytes(name, classes, pixels, imageShape, labels);
        var (training, validation, test) = (split ?? new StratifiedSplit()).Draw(name, labels.ToArray(), classes);
        ImageDataset Part(string part, int[] places) => whole.Select($"{name}/{part}", places);
        return new DatasetSplits(Part("training", training), Part("validation", validation), Part("test", test)) { IsOwn = true };
    }

    /// <summary>Own images from numbers in [0, 1], each kept as the nearest of 256 levels.</summary>
    /// <param name="name">What the images are. It is part of the data's identity, and so of a run's hash.</param>
    /// <param name="pixels">Pixels in the order <c>[N, C, H, W]</c>, 0 for black to 1 for white.</param>
    /// <param name="imageShape">Channels (1 for grey, 3 for colour), height and width.</param>
    /// <param name="labels">A class an image, from 0.</param>
    /// <param name="classNames">Names of the classes; null calls them by their numbers.</param>
    /// <param name="split">How they are parted; null: a tenth of each class for validation, a tenth for the test.</param>
    /// <exception cref="WorkbenchException">
    /// A pixel is outside [0, 1], counts do not match, a label names no class, or a class has too few images.
    /// </exception>
    public static DatasetSplits Of(
        string name,
        ReadOnlySpan<float> pixels,
        (int Channels, int Height, int Width) imageShape,
        ReadOnlySpan<int> labels,
        IReadOnlyList<string>? classNames = null,
        StratifiedSplit? split = null)
    {
        var bytes = new byte[pixels.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = pixels[i] is >= 0 and <= 1
                ? (byte)MathF.Round(255 * pixels[i], MidpointRounding.AwayFromZero)
                : throw new WorkbenchException(FormattableString.Invariant(
                    $"{name}: pixel {i} is {pixels[i]}, and pixels are numbers from 0 to 1; scale the images, or give bytes from 0 to 255"));
        }

        return Of(name, bytes, imageShape, labels, classNames, split);
    }

    /// <summary>Own images from tensors, on whichever device.</summary>
    /// <param name="name">What the images are. It is part of the data's identity, and so of a run's hash.</param>
    /// <param name="images">Images <c>[N, C, H, W]</c>, or grey ones <c>[N, H, W]</c>: bytes, or floats in [0, 1]; not owned.</param>
    /// <param name="labels">Classes <c>[N]</c> from 0, whole numbers; not owned.</param>
    /// <param name="classNames">Names of the classes; null calls them by their numbers.</param>
    /// <param name="split">How they are parted; null: a tenth of each class for validation, a tenth for the test.</param>
    /// <exception cref="WorkbenchException">
    /// The tensors are of another shape or type, a pixel is outside [0, 1], a label names no class, or a class has too few images.
    /// </exception>
    public static DatasetSplits Of(
        string name, Tensor images, Tensor labels, IReadOnlyList<string>? classNames = null, StratifiedSplit? split = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        if (images.shape is not ([_, _, _] or [_, _, _, _]) || images.dtype is not (ScalarType.Byte or ScalarType.Float32))
        {
            throw new WorkbenchException(
                $"{name}: images are a tensor [N, C, H, W] or [N, H, W] of bytes or 32-bit floats, not [{string.Join(", ", images.shape)}] of {images.dtype}; reshape or convert it");
        }

        if (labels.shape is not [_] || !IsWhole(labels.dtype))
        {
            throw new WorkbenchException(
                $"{name}: labels are a tensor [N] of whole numbers, not [{string.Join(", ", labels.shape)}] of {labels.dtype}; reshape or convert it");
        }

        using var scope = NewDisposeScope();
        var (pixels, classes) = (Plain(images), Plain(labels.to(ScalarType.Int64)));
        var shape = ((int)(pixels.dim() == 4 ? pixels.shape[1] : 1), (int)pixels.shape[^2], (int)pixels.shape[^1]);
        var values = MemoryMarshal.Cast<byte, long>(classes.bytes).ToArray();
        var whole = Array.ConvertAll(values, value => (int)Math.Clamp(value, int.MinValue, int.MaxValue));
        return pixels.dtype == ScalarType.Byte
            ? Of(name, pixels.bytes, shape, whole, classNames, split)
            : Of(name, MemoryMarshal.Cast<byte, float>(pixels.bytes), shape, whole, classNames, split);
    }

    private static bool IsWhole(ScalarType type) => type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64;

    private static Tensor Plain(Tensor tensor) => tensor.detach().cpu().contiguous();

    // Negative ones are refused with the images.
    private static string[] Numbered(string name, ReadOnlySpan<int> labels)
    {
        var most = -1;
        foreach (var label in labels)
        {
            most = Math.Max(most, label);
        }

        return most < ImageDataset.MostClasses
            ? [.. Enumerable.Range(0, most + 1).Select(label => label.ToString(CultureInfo.InvariantCulture))]
            : throw new WorkbenchException($"{name}: label {most} names no class; labels are 0 to {ImageDataset.MostClasses - 1}");
    }
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Data;

/// <summary>
/// Labelled images, all in memory. The dataset owns its tensors, which are made when they are first asked for: to know which
/// images these are takes no libtorch. They live until <see cref="Dispose"/>.
/// </summary>
public sealed class ImageDataset : IDisposable
{
    internal const int MostClasses = 1_000_000; // as a plan has

    private readonly byte[] _pixels;
    private readonly long[] _labels;
    private readonly Lazy<Tensor> _imageTensor;
    private readonly Lazy<Tensor> _labelTensor;
    private readonly Lazy<string> _sha256; // parts that are only cut into others are never asked for it
    private bool _isDisposed;

    private ImageDataset(string name, IReadOnlyList<string> classNames, byte[] pixels, (int Channels, int Height, int Width) imageShape, long[] labels)
    {
        (Name, ClassNames, _pixels, _labels, Count) = (name, classNames, pixels, labels, labels.Length);
        (Channels, Height, Width) = imageShape;
        _sha256 = new(() => ContentHash.Of(this));
        _imageTensor = Copy(() => CopiedTensor.Of(_pixels, Count, Channels, Height, Width));
        _labelTensor = Copy(() => CopiedTensor.Of(_labels, Count));
    }

    /// <summary>What the images are, such as <c>fashion-mnist/training</c>.</summary>
    public string Name { get; }

    /// <summary>Names of the classes; a label is an index into them.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The images as one tensor <c>[N, C, H, W]</c> of unsigned bytes, in plain order, on the CPU. It is a copy, made once: to change it does not change the images.</summary>
    /// <exception cref="ObjectDisposedException">The dataset is disposed.</exception>
    public Tensor Images => Alive(_imageTensor);

    /// <summary>The labels <c>[N]</c> as 64-bit integers in [0, <see cref="Classes"/>), on the CPU; a copy, too.</summary>
    /// <exception cref="ObjectDisposedException">The dataset is disposed.</exception>
    public Tensor Labels => Alive(_labelTensor);

    /// <summary>Number of images.</summary>
    public int Count { get; }

    /// <summary>Channels of an image: 1 for grey, 3 for colour.</summary>
    public int Channels { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Number of classes.</summary>
    public int Classes => ClassNames.Count;

    /// <summary>SHA-256 of sizes, class names, images and labels (not of <see cref="Name"/>), in lower-case hexadecimal.</summary>
    public string Sha256 => _sha256.Value;

    internal ReadOnlySpan<byte> Pixels => _pixels;

    internal ReadOnlySpan<long> LabelValues => _labels;

    /// <summary>A dataset from plain bytes.</summary>
    /// <param name="name">What the images are.</param>
    /// <param name="classNames">Names of the classes.</param>
    /// <param name="pixels">Pixels in the order <c>[N, C, H, W]</c>.</param>
    /// <param name="imageShape">Channels, height and width.</param>
    /// <param name="labels">One label an image.</param>
    /// <exception cref="DataFormatException">There is no image, the counts do not match, or a label names no class.</exception>
    public static ImageDataset FromBytes(
        string name,
        IReadOnlyList<string> classNames,
        ReadOnlySpan<byte> pixels,
        (int Channels, int Height, int Width) imageShape,
        ReadOnlySpan<byte> labels)
    {
        var whole = new int[labels.Length];
        for (var i = 0; i < whole.Length; i++)
        {
            whole[i] = labels[i];
        }

        return FromBytes(name, classNames, pixels, imageShape, whole);
    }

    /// <inheritdoc cref="FromBytes(string, IReadOnlyList{string}, ReadOnlySpan{byte}, ValueTuple{int, int, int}, ReadOnlySpan{byte})"/>
    public static ImageDataset FromBytes(
        string name,
        IReadOnlyList<string> classNames,
        ReadOnlySpan<byte> pixels,
        (int Channels, int Height, int Width) imageShape,
        ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        var (channels, height, width) = imageShape;
        if (labels.IsEmpty || channels <= 0 || height <= 0 || width <= 0 || pixels.Length != labels.Length * (Int128)channels * height * width)
        {
            throw new DataFormatException(
                $"{name}: {labels.Length} labels and images of {channels} x {height} x {width} do not match {pixels.Length} pixels; give one label per image, and every pixel.");
        }

        if (classNames.Count > MostClasses || classNames.Any(string.IsNullOrEmpty) || classNames.Distinct().Count() != classNames.Count || !classNames.All(IsOneLine))
        {
            throw new DataFormatException($"{name}: class names must be at most {MostClasses}, one line each, not empty and all different; rename them.");
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0 || labels[i] >= classNames.Count)
            {
                throw new DataFormatException(
                    $"{name}: label {i} is {labels[i]}, but there are {classNames.Count} classes, counted from 0; correct the label or add the class.");
            }
        }

        return new ImageDataset(name, [.. classNames], pixels.ToArray(), imageShape, Array.ConvertAll(labels.ToArray(), label => (long)label));
    }

    /// <summary>The images at the given places, in the given order, as a dataset of their own.</summary>
    /// <param name="name">Name of the new dataset.</param>
    /// <param name="indices">Places in this dataset, at least one.</param>
    public ImageDataset Select(string name, ReadOnlySpan<int> indices)
    {
        var size = Channels * Height * Width;
        var pixels = new byte[(long)indices.Length * size];
        var labels = new int[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            Pixels.Slice(indices[i] * size, size).CopyTo(pixels.AsSpan(i * size));
            labels[i] = (int)LabelValues[indices[i]];
        }
        return FromBytes(name, ClassNames, pixels, (Channels, Height, Width), labels);
    }

    /// <summary>The first images, in this dataset's order.</summary>
    /// <param name="count">How many, at least one; all where there are fewer.</param>
    public ImageDataset Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return Select($"{Name}/first-{Math.Min(count, Count)}", [.. Enumerable.Range(0, Math.Min(count, Count))]);
    }

    /// <summary>
    /// The first <paramref name="count"/> images of every class, in this dataset's order: a small stratified set,
    /// the same each time.
    /// </summary>
    /// <param name="count">Images a class.</param>
    /// <exception cref="WorkbenchException">A class has fewer.</exception>
    public ImageDataset TakePerClass(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var taken = new int[Classes];
        var indices = new List<int>(count * Classes);
        for (var i = 0; i < Count; i++)
        {
            if (taken[LabelValues[i]] < count)
            {
                taken[LabelValues[i]]++;
                indices.Add(i);
            }
        }
        var poor = Array.FindIndex(taken, t => t < count);
        return poor < 0
            ? Select($"{Name}/first-{count}-a-class", CollectionsMarshal.AsSpan(indices))
            : throw new WorkbenchException(
                $"{Name}: class {poor} ({ClassNames[poor]}) has {taken[poor]} images, not {count}; ask for fewer.");
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (var tensor in (Lazy<Tensor>[])[_imageTensor, _labelTensor])
        {
            if (tensor.IsValueCreated)
            {
                tensor.Value.Dispose();
            }
        }
    }

    // Outside any scope: whoever opened one does not own the dataset.
    private static Lazy<Tensor> Copy(Func<Tensor> copy) => new(() =>
    {
        TorchRuntime.EnsureStarted();
        return copy().DetachFromDisposeScope();
    });

    private Tensor Alive(Lazy<Tensor> tensor)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return tensor.Value;
    }

    private static bool IsOneLine(string name) => Quoted.Line(name) == name;
}

/// <summary>The identity of a dataset: equal hashes, equal data.</summary>
internal static class ContentHash
{
    public static string Of(ImageDataset data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var shape = FormattableString.Invariant($"{data.Count}x{data.Channels}x{data.Height}x{data.Width}\n");
        hash.AppendData(Encoding.UTF8.GetBytes(shape + string.Join('\n', data.ClassNames) + "\n\n"));
        hash.AppendData(data.Pixels);
        hash.AppendData(MemoryMarshal.AsBytes(data.LabelValues));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

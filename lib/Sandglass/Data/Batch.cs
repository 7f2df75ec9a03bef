using System.Runtime.InteropServices;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Data;

/// <summary>Some images with their labels, ready for a network. The batch owns its tensors: who takes it from a loader disposes it.</summary>
internal sealed class Batch : IDeviceBatch<Batch>
{
    internal Batch(Tensor images, Tensor labels) => (Images, Labels) = (images, labels);

    /// <summary>Normalised images <c>[N, C, H, W]</c>, 32-bit floats with channels-last strides, on the CPU as a loader makes them.</summary>
    public Tensor Images { get; }

    /// <summary>Labels <c>[N]</c>, 64-bit integers, beside the images.</summary>
    public Tensor Labels { get; }

    /// <summary>Number of images.</summary>
    public int Count => (int)Labels.shape[0];

    /// <summary>Images that should have been in it, or were met on the way to it, and could not be decoded.</summary>
    public IReadOnlyList<DamagedImage> Damaged { get; private init; } = [];

    /// <summary>A batch of numbers.</summary>
    /// <param name="values">Normalised images in the order <c>[N, H, W, C]</c>.</param>
    /// <param name="labels">One label an image.</param>
    /// <param name="shape">Channels, height and width.</param>
    /// <param name="damaged">Images that could not be decoded.</param>
    public static Batch Of(ReadOnlySpan<float> values, ReadOnlySpan<long> labels, (int Channels, int Height, int Width) shape, IReadOnlyList<DamagedImage> damaged)
    {
        // Detached from the caller's dispose scope: the batch owns its tensors.
        var images = ImageTensor.Of(labels.Length, shape, out var numbers);
        var targets = empty([labels.Length], ScalarType.Int64, CPU).DetachFromDisposeScope();
        values.CopyTo(numbers);
        labels.CopyTo(MemoryMarshal.Cast<byte, long>(targets.bytes));
        return new Batch(images, targets) { Damaged = damaged };
    }

    /// <inheritdoc/>
    public Batch CopiedTo(Device device) => new(Images.Pinned(device), Labels.Pinned(device)) { Damaged = Damaged };

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}

/// <summary>
/// Makes batches out of a resident dataset in one pass over the pixels: a byte is looked up in a table of normalised
/// values and written where shift and flip put it.
/// </summary>
internal sealed class BatchWriter
{
    private readonly ImageDataset _dataset;
    private readonly float[] _table;

    public BatchWriter(ImageDataset dataset, Normalization normalization)
    {
        TorchRuntime.EnsureStarted(); // images alone do not need it, batches do
        _dataset = dataset;
        _table = normalization.Mean.Count == dataset.Channels
            ? normalization.Table()
            : throw new WorkbenchException(
                $"{dataset.Name} has {dataset.Channels} channels, the normalisation {normalization.Mean.Count}; compute it from the same kind of images.");
    }

    public Batch Write(ReadOnlySpan<int> indices, Augmentation augmentation, RandomStream? stream)
    {
        Interruption.Check();
        var (c, h, w) = (_dataset.Channels, _dataset.Height, _dataset.Width);

        // Detached from the caller's dispose scope: the batch owns its tensors.
        var images = ImageTensor.Of(indices.Length, (c, h, w), out var pixels);
        var labels = empty([indices.Length], ScalarType.Int64, CPU).DetachFromDisposeScope();
        var targets = MemoryMarshal.Cast<byte, long>(labels.bytes);
        var size = c * h * w;
        for (var i = 0; i < indices.Length; i++)
        {
            var draw = stream is null ? default : AugmentationDraw.Next(augmentation, stream, h, w);
            var image = pixels.Slice(i * size, size);
            WriteImage(_dataset.Pixels.Slice(indices[i] * size, size), image, draw);
            if (augmentation.CutoutSize > 0 && stream is not null)
            {
                Cut(image, augmentation.CutoutSize, draw);
            }
            targets[i] = _dataset.LabelValues[indices[i]];
        }
        return new Batch(images, labels);
    }

    private void WriteImage(ReadOnlySpan<byte> source, Span<float> image, AugmentationDraw draw)
    {
        var (channels, height, width) = (_dataset.Channels, _dataset.Height, _dataset.Width);
        for (var c = 0; c < channels; c++)
        {
            var table = _table.AsSpan(256 * c, 256);
            for (var y = 0; y < height; y++)
            {
                var fromY = y - draw.ShiftY;
                var row = (uint)fromY < (uint)height ? source.Slice(((c * height) + fromY) * width, width) : [];
                var target = image[((y * width * channels) + c)..];
                for (var x = 0; x < width; x++)
                {
                    var fromX = (draw.Flip ? width - 1 - x : x) - draw.ShiftX;
                    var value = (uint)fromX < (uint)row.Length ? row[fromX] : 0;
                    target[x * channels] = table[value];
                }
            }
        }
    }

    private void Cut(Span<float> image, int size, AugmentationDraw draw)
    {
        var top = Math.Max(0, draw.CutoutY - (size / 2));
        var bottom = Math.Min(_dataset.Height, draw.CutoutY - (size / 2) + size);
        var left = Math.Max(0, draw.CutoutX - (size / 2));
        var right = Math.Min(_dataset.Width, draw.CutoutX - (size / 2) + size);
        for (var y = top; y < bottom && left < right; y++)
        {
            image[(((y * _dataset.Width) + left) * _dataset.Channels)..(((y * _dataset.Width) + right) * _dataset.Channels)].Clear();
        }
    }
}

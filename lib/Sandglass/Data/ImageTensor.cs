using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Sandglass.Data;

/// <summary>Tensors of images in channels-last memory, to be written as numbers.</summary>
internal static class ImageTensor
{
    /// <summary>Most images of a shape: the memory that is written at once has an end.</summary>
    internal static int Most((int Channels, int Height, int Width) shape) => int.MaxValue / (sizeof(float) * shape.Channels * shape.Height * shape.Width);

    /// <summary>A tensor <c>[N, C, H, W]</c> of 32-bit floats on the CPU, which belongs to no dispose scope.</summary>
    /// <param name="count">Images.</param>
    /// <param name="shape">Channels, height and width.</param>
    /// <param name="numbers">Its memory, in the order <c>[N, H, W, C]</c>, not set; it lives as long as the tensor.</param>
    internal static Tensor Of(int count, (int Channels, int Height, int Width) shape, out Span<float> numbers)
    {
        var (c, h, w) = shape;
        using var memory = empty([count, h, w, c], ScalarType.Float32, CPU).DetachFromDisposeScope();
        numbers = MemoryMarshal.Cast<byte, float>(memory.bytes);
        return memory.as_strided([count, c, h, w], [(long)c * h * w, 1, (long)w * c, c]).DetachFromDisposeScope();
    }
}

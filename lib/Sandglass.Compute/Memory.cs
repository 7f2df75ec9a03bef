using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sandglass.Compute.Kernels;
using static TorchSharp.torch;

namespace Sandglass.Compute;

/// <summary>The memory of tensors. It is libtorch's: whoever takes an address keeps the tensor.</summary>
internal static unsafe class Memory
{
    /// <summary>The numbers of a contiguous tensor on the CPU.</summary>
    internal static float* Of(Tensor tensor) =>
        (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));

    /// <summary>A map between two units: [N, H, W, C], C padded.</summary>
    internal static Tensor Inner(long images, (int Height, int Width) size, int channels) =>
        empty(images, size.Height, size.Width, Padding.Of(channels));

    /// <summary>A map outside: [N, C, H, W], channels-last.</summary>
    internal static Tensor Outer(long images, (int Height, int Width) size, int channels) => empty_strided(
        [images, channels, size.Height, size.Width], [(long)size.Height * size.Width * channels, 1, (long)size.Width * channels, channels]);

    /// <summary>A map as kernels see it, whole vectors a pixel.</summary>
    internal static Map InnerMap(Tensor inner) => new((nint)Of(inner), (int)inner.shape[3], (int)inner.shape[3]);

    /// <summary>A channels-last map as kernels see it.</summary>
    internal static Map OuterMap(Tensor outer)
    {
        using var pixels = outer.permute(0, 2, 3, 1);
        return new Map((nint)Of(pixels), (int)outer.shape[1], (int)outer.shape[1]);
    }

    /// <summary>The tensor itself where it lies channels-last, else a copy that does; either is the caller's.</summary>
    internal static Tensor ChannelsLast(Tensor tensor)
    {
        using var pixels = tensor.permute(0, 2, 3, 1);
        if (pixels.is_contiguous())
        {
            return tensor.alias();
        }

        var copy = Outer(tensor.shape[0], ((int)tensor.shape[2], (int)tensor.shape[3]), (int)tensor.shape[1]);
        return copy.copy_(tensor);
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sandglass.Runtime;

/// <summary>
/// The memory layout in which depthwise convolutions and BatchNorm are two to four times as fast: strides
/// <c>[H*W*C, 1, W*C, C]</c> for a tensor <c>[N, C, H, W]</c>. With one channel, or one pixel, ordinary strides
/// describe the same memory; libtorch takes them for ordinary and loses the layout silently, so here the strides are
/// always spelt out.
/// </summary>
internal static class ChannelsLast
{
    /// <summary>Whether the strides say channels-last.</summary>
    /// <param name="x">A tensor <c>[N, C, H, W]</c>; for weights <c>[O, I, H, W]</c>.</param>
    public static bool Is(Tensor x) => x.dim() == 4 && x.stride().AsSpan().SequenceEqual(Strides(x.shape));

    /// <summary>
    /// The same numbers with channels-last strides: a view if the memory is so already, else a copy. It takes no part
    /// in the gradient of <paramref name="x"/>; the caller owns it in either case.
    /// </summary>
    /// <param name="x">A tensor <c>[N, C, H, W]</c>; for weights <c>[O, I, H, W]</c>.</param>
    /// <exception cref="ArgumentException">The tensor does not have four dimensions.</exception>
    public static Tensor Of(Tensor x)
    {
        if (x.dim() != 4)
        {
            throw new ArgumentException($"Expected [N, C, H, W], got [{string.Join(", ", x.shape)}].", nameof(x));
        }
        var strides = Strides(x.shape);
        using var detached = x.detach();
        if (SameMemory(x.shape, x.stride(), strides))
        {
            // as_strided counts from the storage's beginning, not from the view's.
            return detached.as_strided(x.shape, strides, x.storage_offset());
        }
        var copy = empty_strided(x.shape, strides, x.dtype, x.device);
        copy.copy_(detached);
        return copy;
    }

    /// <summary>Lays the weights of a module's convolutions out so, which keeps every map that they compute so.</summary>
    /// <param name="module">The module; its parameters are others afterwards.</param>
    public static void LayOut(nn.Module module)
    {
        foreach (var convolution in module.modules().OfType<Conv2d>())
        {
            using var weight = convolution.weight;
            convolution.weight = new Parameter(Of(weight!));
        }
    }

    private static long[] Strides(long[] shape) => [shape[1] * shape[2] * shape[3], 1, shape[3] * shape[1], shape[1]];

    // The stride of a dimension of size one is never used.
    private static bool SameMemory(long[] shape, long[] actual, long[] wanted)
    {
        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] != 1 && actual[i] != wanted[i])
            {
                return false;
            }
        }
        return true;
    }
}

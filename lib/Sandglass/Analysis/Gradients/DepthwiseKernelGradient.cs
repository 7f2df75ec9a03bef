using System.Numerics;
using System.Runtime.InteropServices;
using Sandglass.Blocks;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Gradients;

/// <summary>
/// Each sample's gradient of depthwise kernels. libtorch would need a convolution of N · C groups for it, which costs
/// several backward passes; here every pixel's channels lie next to each other and are multiplied as vectors.
/// </summary>
internal static class DepthwiseKernelGradient
{
    /// <summary>[N, C, H, W] and [N, C, ⌈H/s⌉, ⌈W/s⌉], both channels-last on the CPU, to [N, C, k²].</summary>
    internal static Tensor Of(Tensor input, Tensor gradient, ConvSpec spec)
    {
        var (count, channels, taps) = ((int)input.shape[0], (int)input.shape[1], spec.Kernel * spec.Kernel);
        var result = empty(count, taps, channels);
        var x = Floats(input.permute(0, 2, 3, 1));
        var delta = Floats(gradient.permute(0, 2, 3, 1));
        var sums = MemoryMarshal.Cast<byte, float>(result.bytes);
        sums.Clear();
        var (xSize, deltaSize, size) = (x.Length / count, delta.Length / count, taps * channels);
        var map = new Map((int)input.shape[2], (int)input.shape[3], (int)gradient.shape[2], (int)gradient.shape[3], channels, spec.Kernel, spec.Stride);
        for (var n = 0; n < count; n++)
        {
            map.Add(x.Slice(n * xSize, xSize), delta.Slice(n * deltaSize, deltaSize), sums.Slice(n * size, size));
        }

        return result.transpose(1, 2).contiguous();
    }

    private static ReadOnlySpan<float> Floats(Tensor x) => MemoryMarshal.Cast<byte, float>(x.bytes);

    private readonly record struct Map(int Height, int Width, int OutHeight, int OutWidth, int Channels, int Kernel, int Stride)
    {
        internal void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> delta, Span<float> sums)
        {
            for (var row = 0; row < OutHeight; row++)
            {
                for (var i = 0; i < Kernel; i++)
                {
                    var from = (row * Stride) + i - (Kernel / 2);
                    if (from >= 0 && from < Height)
                    {
                        AddRow(
                            x.Slice(from * Width * Channels, Width * Channels),
                            delta.Slice(row * OutWidth * Channels, OutWidth * Channels),
                            sums.Slice(i * Kernel * Channels, Kernel * Channels));
                    }
                }
            }
        }

        private void AddRow(ReadOnlySpan<float> x, ReadOnlySpan<float> delta, Span<float> sums)
        {
            for (var column = 0; column < OutWidth; column++)
            {
                for (var j = 0; j < Kernel; j++)
                {
                    var from = (column * Stride) + j - (Kernel / 2);
                    if (from >= 0 && from < Width)
                    {
                        AddProduct(
                            x.Slice(from * Channels, Channels),
                            delta.Slice(column * Channels, Channels),
                            sums.Slice(j * Channels, Channels));
                    }
                }
            }
        }

        private static void AddProduct(ReadOnlySpan<float> x, ReadOnlySpan<float> delta, Span<float> sums)
        {
            var xs = MemoryMarshal.Cast<float, Vector<float>>(x);
            var deltas = MemoryMarshal.Cast<float, Vector<float>>(delta);
            var many = MemoryMarshal.Cast<float, Vector<float>>(sums);
            for (var v = 0; v < many.Length; v++)
            {
                many[v] = Vector.FusedMultiplyAdd(xs[v], deltas[v], many[v]);
            }

            for (var c = many.Length * Vector<float>.Count; c < sums.Length; c++)
            {
                sums[c] = MathF.FusedMultiplyAdd(x[c], delta[c], sums[c]);
            }
        }
    }
}

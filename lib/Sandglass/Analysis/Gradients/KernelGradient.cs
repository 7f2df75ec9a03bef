using System.Numerics;
using System.Runtime.InteropServices;
using Sandglass.Blocks;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Analysis.Gradients;

/// <summary>Each sample's gradient of a convolution's weights.</summary>
internal static class KernelGradient
{
    /// <summary>Correlates inputs with output gradients, sample by sample.</summary>
    /// <param name="input">[N, in, H, W], channels-last.</param>
    /// <param name="gradient">[N, out, ⌈H/s⌉, ⌈W/s⌉], channels-last.</param>
    /// <param name="spec">The convolution.</param>
    /// <returns>[N, out, k² · in / groups]; along the last, kernel rows, then columns, then channels.</returns>
    internal static Tensor Of(Tensor input, Tensor gradient, ConvSpec spec)
    {
        if (spec.IsDepthwise)
        {
            return DepthwiseKernelGradient.Of(input, gradient, spec);
        }

        var (deltas, groups) = (Pixels(gradient), spec.Groups);
        var windows = Windows(input, gradient.shape[2], gradient.shape[3], spec);
        var (outputs, inputs) = (spec.OutChannels / groups, spec.InChannels / groups);
        var parts = Enumerable.Range(0, groups).Select(group =>
        {
            using var seen = windows.narrow(3, group * inputs, inputs).flatten(2);
            return deltas.narrow(2, group * outputs, outputs).transpose(1, 2).bmm(seen);
        }).ToArray();
        return groups == 1 ? parts[0] : cat(parts, 1);
    }

    // [N, H, W, C] as [N, pixels, C]
    private static Tensor Pixels(Tensor x) => x.permute(0, 2, 3, 1).flatten(1, 2);

    // What the weights of the kernel see: [N, output pixels, k², in].
    private static Tensor Windows(Tensor input, long height, long width, ConvSpec spec)
    {
        if (spec.Kernel == 1 && spec.Stride == 1)
        {
            return Pixels(input).unsqueeze(2);
        }

        var (padding, plain) = (spec.Kernel / 2, input.permute(0, 2, 3, 1));
        var x = padding == 0 ? plain : F.pad(plain, [0, 0, padding, padding, padding, padding]);
        var (step, row, column) = (x.stride(0), x.stride(1), x.stride(2));
        var overlapping = x.as_strided(
            [x.shape[0], height, width, spec.Kernel, spec.Kernel, spec.InChannels],
            [step, row * spec.Stride, column * spec.Stride, row, column, 1],
            x.storage_offset());
        return overlapping.reshape(x.shape[0], height * width, spec.Kernel * spec.Kernel, spec.InChannels);
    }
}

/// <summary>
/// Each sample's gradient of depthwise kernels. libtorch would need a convolution of N · C groups for it, which costs
/// several backward passes; here every pixel's channels lie next to each other and are multiplied as vectors.
/// </summary>
internal static class DepthwiseKernelGradient
{
    /// <summary>[N, C, H, W] and [N, C, ⌈H/s⌉, ⌈W/s⌉], both channels-last on the CPU, to [N, C, k²].</summary>
    internal static Tensor Of(Tensor input, Tensor gradient, ConvSpec spec)
    {
        var (count, channels, weights) = ((int)input.shape[0], (int)input.shape[1], spec.Kernel * spec.Kernel);
        var result = empty(count, weights, channels);
        var x = Floats(input.permute(0, 2, 3, 1));
        var delta = Floats(gradient.permute(0, 2, 3, 1));
        var sums = MemoryMarshal.Cast<byte, float>(result.bytes);
        sums.Clear();
        var (xSize, deltaSize, size) = (x.Length / count, delta.Length / count, weights * channels);
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

using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Gradients;

/// <summary>Two things that every kernel gradient needs, in one pass over it: memory is what they cost.</summary>
internal static class RowScaling
{
    /// <summary>The inner product of each row with its channel's weights, [N, out]; the rows are then scaled in place.</summary>
    /// <param name="rows">[N, out, q], contiguous on the CPU.</param>
    /// <param name="weights">[out, q], contiguous.</param>
    /// <param name="scales">[out].</param>
    internal static Tensor MultiplyAndScale(Tensor rows, Tensor weights, Tensor scales)
    {
        var (count, channels, size) = ((int)rows.shape[0], (int)rows.shape[1], (int)rows.shape[2]);
        var products = empty(count, channels);
        Span<float> values = Floats(rows), kernels = Floats(weights), factors = Floats(scales), found = Floats(products);
        for (var n = 0; n < count; n++)
        {
            for (var c = 0; c < channels; c++)
            {
                found[(n * channels) + c] = MultiplyAndScale(
                    values.Slice(((n * channels) + c) * size, size), kernels.Slice(c * size, size), factors[c]);
            }
        }

        return products;
    }

    private static float MultiplyAndScale(Span<float> row, ReadOnlySpan<float> weights, float scale)
    {
        var rows = MemoryMarshal.Cast<float, Vector<float>>(row);
        var kernels = MemoryMarshal.Cast<float, Vector<float>>(weights);
        var sums = Vector<float>.Zero;
        for (var v = 0; v < rows.Length; v++)
        {
            sums = Vector.FusedMultiplyAdd(rows[v], kernels[v], sums);
            rows[v] *= scale;
        }

        var sum = Vector.Sum(sums);
        for (var i = rows.Length * Vector<float>.Count; i < row.Length; i++)
        {
            sum += row[i] * weights[i];
            row[i] *= scale;
        }

        return sum;
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}

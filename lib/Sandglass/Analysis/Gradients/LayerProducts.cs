using System.Numerics;
using System.Runtime.InteropServices;
using Sandglass.Blocks;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Gradients;

/// <summary>The inner products of the samples' gradients of one layer.</summary>
internal abstract class LayerProducts
{
    /// <summary>What suits the layer.</summary>
    internal static LayerProducts Of(ParameterLayer layer, ParameterTable parameters) => layer.Kernel is { } kernel
        ? new ConvolutionProducts(layer, kernel, parameters)
        : new AffineProducts();

    /// <summary>Takes some samples.</summary>
    /// <param name="input">Input of the layer for them, [N, …].</param>
    /// <param name="gradient">Gradient of their losses for what the layer puts out, [N, …].</param>
    internal abstract void Add(Tensor input, Tensor gradient);

    /// <summary>The products of all samples taken, [K, K] on the CPU; forgets them.</summary>
    internal abstract Tensor Finish();

    /// <summary>R Rᵀ of rows that came in parts; frees the parts.</summary>
    private protected static Tensor Products(List<Tensor> parts)
    {
        using var rows = parts.Count == 1 ? parts[0].alias() : cat(parts, 0);
        using var turned = rows.t();
        var products = rows.mm(turned);
        parts.ForEach(part => part.Dispose());
        parts.Clear();
        return products;
    }
}

/// <summary>
/// y = W x + b. A sample's gradient of W is the outer product of δ and x, and ⟨δ_i x_iᵀ, δ_j x_jᵀ⟩ = ⟨δ_i, δ_j⟩ ⟨x_i, x_j⟩:
/// the gradients themselves are not needed.
/// </summary>
internal sealed class AffineProducts : LayerProducts
{
    private readonly List<Tensor> _inputs = [];
    private readonly List<Tensor> _gradients = [];

    internal override void Add(Tensor input, Tensor gradient)
    {
        _inputs.Add(Row(input));
        _gradients.Add(Row(gradient));
    }

    internal override Tensor Finish()
    {
        var (inputs, gradients) = (Products(_inputs), Products(_gradients));
        return (inputs * gradients).Plus(gradients);
    }

    private static Tensor Row(Tensor x) => x.detach().flatten(1).cpu().clone().DetachFromDisposeScope();
}

/// <summary>
/// A convolution without bias and its BatchNorm in evaluation mode, y = γ · (w∗x − μ) / σ + β. With U_i the correlation of
/// a sample's input and its gradient δ_i for y:
/// <code>
/// ∇w = (γ / σ) U_i        ∇γ = (⟨w, U_i⟩ − μ ∇β) / σ        ∇β = Σ δ_i
/// </code>
/// so what lies between convolution and BatchNorm is not needed.
/// </summary>
internal sealed class ConvolutionProducts : LayerProducts
{
    private readonly ConvSpec _spec;
    private readonly Tensor _kernel;      // [out, k² · in / groups], as KernelGradient lays it out
    private readonly Tensor _scale;       // γ / σ, [out]
    private readonly Tensor _deviation;   // 1 / σ, [out]
    private readonly Tensor _mean;        // μ, [out]
    private readonly List<Tensor> _kernels = [];
    private readonly List<Tensor> _vectors = [];

    internal ConvolutionProducts(ParameterLayer layer, ConvSpec spec, ParameterTable parameters)
    {
        _spec = spec;
        _kernel = parameters[$"{layer.Weights}.weight"].permute(0, 2, 3, 1).flatten(1).contiguous();
        _mean = parameters[$"{layer.Norm}.running_mean"];
        var variances = parameters[$"{layer.Norm}.running_var"].data<float>().ToArray();
        _deviation = CopiedTensor.Of([.. variances.Select(v => (float)(1 / Math.Sqrt(v + layer.Epsilon)))], variances.Length);
        _scale = (parameters[$"{layer.Norm}.weight"] * _deviation).contiguous();
    }

    internal override void Add(Tensor input, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (x, delta) = (ChannelsLast.Of(input.cpu()), ChannelsLast.Of(gradient.cpu()));
        var kernels = KernelGradient.Of(x, delta, _spec);
        var shift = delta.sum([2L, 3L]);
        var along = RowScaling.MultiplyAndScale(kernels, _kernel, _scale); // ⟨w, U_i⟩ by output channel
        _vectors.Add(cat([(along - (_mean * shift)) * _deviation, shift], 1).DetachFromDisposeScope());
        _kernels.Add(kernels.flatten(1).DetachFromDisposeScope());
    }

    internal override Tensor Finish() => Products(_kernels).Plus(Products(_vectors));
}

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

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

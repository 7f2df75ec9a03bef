using Sandglass.Blocks;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Gradients;

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

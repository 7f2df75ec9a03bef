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

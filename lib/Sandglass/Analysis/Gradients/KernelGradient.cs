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

        var (deltas, count, groups) = (Pixels(gradient), gradient.shape[0], spec.Groups);
        var windows = Windows(input, gradient.shape[2], gradient.shape[3], spec);
        var (outputs, inputs) = (spec.OutChannels / groups, spec.InChannels / groups);
        var parts = Enumerable.Range(0, groups).Select(group =>
        {
            var delta = deltas.narrow(2, group * outputs, outputs).transpose(1, 2);
            var seen = windows.Select(window => window.narrow(2, group * inputs, inputs)).ToArray();
            return delta.bmm(seen.Length == 1 ? seen[0] : cat(seen, 2));
        }).ToArray();
        return groups == 1 ? parts[0] : cat(parts, 1);
    }

    // [N, H, W, C] as [N, pixels, C]
    private static Tensor Pixels(Tensor x) => x.permute(0, 2, 3, 1).flatten(1, 2);

    // What each weight of the kernel sees: k² times [N, output pixels, in].
    private static List<Tensor> Windows(Tensor input, long height, long width, ConvSpec spec)
    {
        if (spec.Kernel == 1 && spec.Stride == 1)
        {
            return [Pixels(input)];
        }

        var padding = spec.Kernel / 2;
        var x = input.permute(0, 2, 3, 1);
        var padded = padding == 0 ? x : F.pad(x, [0, 0, padding, padding, padding, padding]);
        var windows = new List<Tensor>(spec.Kernel * spec.Kernel);
        for (var row = 0; row < spec.Kernel; row++)
        {
            for (var column = 0; column < spec.Kernel; column++)
            {
                var rows = padded.slice(1, row, row + ((height - 1) * spec.Stride) + 1, spec.Stride);
                windows.Add(rows.slice(2, column, column + ((width - 1) * spec.Stride) + 1, spec.Stride).flatten(1, 2));
            }
        }

        return windows;
    }
}

using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Ranks;

/// <summary>Activations as rows of channels.</summary>
internal static class SampleRows
{
    /// <summary>[N, C, H, W] → [N·H·W, C], and [N, C] as it is; a view where the memory is channels-last.</summary>
    internal static Tensor OfPixels(Tensor activation) =>
        activation.dim() == 4 ? activation.permute(0, 2, 3, 1).reshape(-1, activation.shape[1]) : activation;

    /// <summary>[N, C, H, W] → [N, C], averaged over the pixels.</summary>
    internal static Tensor OfImages(Tensor activation) =>
        (activation.dim() == 4 ? activation.mean([2, 3]) : activation).to(ScalarType.Float64);

    /// <summary>The same values, each channel's in an order of its own (Fisher and Yates).</summary>
    internal static Tensor Permuted(Tensor rows, RandomStream stream)
    {
        var (count, channels) = ((int)rows.shape[0], (int)rows.shape[1]);
        var values = rows.t().contiguous().to(ScalarType.Float64).cpu().data<double>().ToArray();
        for (var channel = 0; channel < channels; channel++)
        {
            stream.Shuffle(values.AsSpan(channel * count, count));
        }

        return Matrices.Of(values, channels, count).t();
    }
}

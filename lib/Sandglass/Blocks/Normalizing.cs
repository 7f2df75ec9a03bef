using Sandglass.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Blocks;

/// <summary>BatchNorm without TorchSharp's passing scalars.</summary>
internal static class Normalizing
{
    /// <summary>What the module's own call gives: normalised by the batch in training, by the statistics in evaluation.</summary>
    internal static Tensor Normalize(this BatchNorm2d norm, Tensor x)
    {
        if (!norm.training)
        {
            return norm.call(x);
        }

        // The module would count with a scalar that the garbage collector may free while libtorch reads it.
        norm.num_batches_tracked!.add_(Scalars.WholeOne);
        return F.batch_norm(
            x, norm.running_mean!, norm.running_var!, norm.weight, norm.bias, training: true, norm.momentum ?? 0.1, norm.eps);
    }
}

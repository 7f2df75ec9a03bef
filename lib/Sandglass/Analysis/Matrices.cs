using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Analysis;

internal static class Matrices
{
    /// <summary>A matrix [rows, columns] from numbers that lie row after row.</summary>
    internal static Tensor Of(double[] values, long rows, long columns)
    {
        TorchRuntime.EnsureStarted();

        // A copy in libtorch's own memory: the last bit of a product depends on the alignment, and an array may lie anywhere.
        using var shared = tensor(values, [rows, columns]);
        return shared.clone();
    }
}

using static TorchSharp.torch;

namespace Sandglass.Analysis.Ranks;

internal static class SingularValues
{
    /// <summary>The singular values of X from XᵀX, which is symmetric and [C, C]; largest first.</summary>
    internal static double[] OfGram(double[] gram)
    {
        using var scope = NewDisposeScope();
        var side = (long)Math.Sqrt(gram.Length);
        var eigenvalues = linalg.eigvalsh(Matrices.Of(gram, side, side)).data<double>().ToArray();

        // Rounding leaves eigenvalues of zero a little to either side of it.
        return [.. eigenvalues.Reverse().Select(value => Math.Sqrt(Math.Max(0, value)))];
    }
}

using System.Diagnostics;
using MathNet.Numerics.Statistics;
using static TorchSharp.torch;

namespace Benchmarks;

/// <summary>What the machine gives at best: a product of two 1024×1024 matrices in single precision.</summary>
internal static class MatrixProduct
{
    private const int Side = 1024;
    private const int Repeats = 40;

    /// <summary>Median of 40 products (in smoke mode of 2), in FLOP a second (two a multiply-add), with libtorch's threads as they are.</summary>
    internal static double FlopsPerSecond(bool smoke)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (a, b) = (rand(Side, Side), rand(Side, Side));
        var seconds = Enumerable.Range(0, smoke ? 2 : Repeats).Select(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            using var product = mm(a, b);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        });
        return 2 * Math.Pow(Side, 3) / seconds.Median();
    }
}

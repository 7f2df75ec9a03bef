using Sandglass.Runtime;

namespace Sandglass.Analysis.Gradients;

/// <summary>
/// The inner products of K normal vectors of length P, drawn without the vectors: they are L Lᵀ with L lower triangular,
/// L_ij standard normal and L_ii the root of a χ² number of P − i degrees of freedom (Bartlett 1933).
/// </summary>
internal static class NormalProducts
{
    internal static double[,] Draw(int count, long length, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, count);
        var factor = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                factor[i, j] = stream.NextGaussian();
            }

            factor[i, i] = Math.Sqrt(2 * Gamma((length - i) / 2.0, stream));
        }

        var products = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var (row, column) = (i, j);
                products[i, j] = products[j, i] = Enumerable.Range(0, j + 1).Sum(k => factor[row, k] * factor[column, k]);
            }
        }

        return products;
    }

    // Marsaglia and Tsang 2000; a shape below 1 is that of one more, times a power of a uniform number.
    private static double Gamma(double shape, RandomStream stream)
    {
        if (shape < 1)
        {
            return Gamma(shape + 1, stream) * Math.Pow(1 - stream.NextDouble(), 1 / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = stream.NextGaussian();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - stream.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }
}

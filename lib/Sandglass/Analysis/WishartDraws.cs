using Sandglass.Runtime;

namespace Sandglass.Analysis;

/// <summary>
/// The inner products of normal vectors, drawn without the vectors: they are L Lᵀ with L lower triangular, L_ij standard
/// normal and L_ii the root of a χ² number of P − i degrees of freedom (Bartlett 1933).
/// </summary>
internal static class WishartDraws
{
    /// <summary>The products of so many vectors of length P, [K, K].</summary>
    internal static double[,] Draw(int count, long length, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, count);
        var root = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                root[i, j] = stream.NextGaussian();
            }

            root[i, i] = Math.Sqrt(ChiSquare(length - i, stream));
        }

        var products = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var product = 0.0;
                for (var k = 0; k <= j; k++)
                {
                    product += root[i, k] * root[j, k];
                }

                products[i, j] = products[j, i] = product;
            }
        }

        return products;
    }

    // Twice a gamma variable of shape k / 2 (Marsaglia and Tsang 2000); a shape below 1 is raised by one and corrected.
    private static double ChiSquare(long freedom, RandomStream stream)
    {
        var shape = freedom / 2.0;
        var correction = shape < 1 ? Math.Pow(1 - stream.NextDouble(), 1 / shape) : 1;
        var d = (shape < 1 ? shape + 1 : shape) - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = stream.NextGaussian();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - stream.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return 2 * d * v * correction;
            }
        }
    }
}

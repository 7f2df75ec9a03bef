using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Sandglass.Statistics;

/// <summary>
/// Two tests of one paired difference: whether it is zero (Student's t, two-sided), and whether it lies within a margin
/// (two one-sided t tests, Schuirmann 1987). Both have n − 1 degrees of freedom.
/// </summary>
/// <param name="Pairs">n, the seeds.</param>
/// <param name="Difference">Mean of first minus second with its 95 % t interval.</param>
/// <param name="Spread">Standard deviation of the differences; NaN from one pair.</param>
/// <param name="Margin">The margin of the equivalence test, positive.</param>
/// <param name="DifferenceP">p of "there is no difference"; NaN from one pair.</param>
/// <param name="EquivalenceP">p of "the difference is as large as the margin, or larger"; NaN from one pair.</param>
public sealed record PairedTest(
    int Pairs, Interval Difference, double Spread, double Margin, double DifferenceP, double EquivalenceP)
{
    /// <summary>Tests values paired by seed.</summary>
    /// <param name="first">One value a seed.</param>
    /// <param name="second">The values of the same seeds, in the same order.</param>
    /// <param name="margin">The largest difference that does not matter.</param>
    /// <exception cref="ArgumentException">The lists differ in length or are empty, or the margin is not positive.</exception>
    public static PairedTest Of(IReadOnlyList<double> first, IReadOnlyList<double> second, double margin)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        return Of(TInterval.Differences(first, second), margin, new StudentQuantiles());
    }

    /// <summary>Tests differences, at least one.</summary>
    internal static PairedTest Of(double[] differences, double margin, StudentQuantiles quantiles)
    {
        if (differences.Length < 2)
        {
            return new PairedTest(differences.Length, TInterval.OfMean(differences), double.NaN, margin, double.NaN, double.NaN);
        }

        return Of(differences.Length, differences.Average(), differences.StandardDeviation(), margin, quantiles);
    }

    /// <summary>The same test of another mean difference at the same spread.</summary>
    /// <param name="mean">The mean difference.</param>
    /// <param name="quantiles">Those of Student's t.</param>
    internal PairedTest At(double mean, StudentQuantiles quantiles) => Pairs < 2
        ? this with { Difference = Difference with { Mean = mean } }
        : Of(Pairs, mean, Spread, Margin, quantiles);

    private static PairedTest Of(int pairs, double mean, double spread, double margin, StudentQuantiles quantiles)
    {
        var (error, freedom) = (spread / Math.Sqrt(pairs), pairs - 1);
        return new PairedTest(
            pairs,
            TInterval.Of(mean, spread, pairs, 0.95, quantiles),
            spread,
            margin,
            2 * Tail(Math.Abs(mean), error, freedom),
            Tail(margin - Math.Abs(mean), error, freedom));
    }

    // P(T > distance / error). Equal differences have no error: any distance is certain, and none is even chances.
    private static double Tail(double distance, double error, int freedom) => error > 0
        ? StudentT.CDF(0, 1, freedom, -distance / error)
        : distance switch { > 0 => 0, < 0 => 1, _ => 0.5 };
}

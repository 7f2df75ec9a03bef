using MathNet.Numerics.Statistics;

namespace Sandglass.Statistics;

/// <summary>Spearman's rank correlation, measured within seeds and averaged over them.</summary>
internal static class RankCorrelation
{
    private const double Most = 1 - 1e-9; // artanh of 1 is not a number

    /// <summary>The mean over seeds and its t interval, both on Fisher's scale (artanh), so that they stay within -1 and 1.</summary>
    /// <param name="seeds">For each seed two lists of equal length; those without two different values in both are left out, as they have no ranks.</param>
    /// <returns>Null where no seed is left.</returns>
    public static Interval? OverSeeds(IEnumerable<(IReadOnlyList<double> X, IReadOnlyList<double> Y)> seeds)
    {
        double[] scaled =
        [
            .. seeds.Where(seed => seed.X.Distinct().Count() > 1 && seed.Y.Distinct().Count() > 1)
                .Select(seed => Math.Atanh(Math.Clamp(Correlation.Spearman(seed.X, seed.Y), -Most, Most))),
        ];
        if (scaled.Length == 0)
        {
            return null;
        }

        var interval = TInterval.OfMean(scaled);
        return interval with { Mean = Math.Tanh(interval.Mean), Low = Math.Tanh(interval.Low), High = Math.Tanh(interval.High) };
    }
}

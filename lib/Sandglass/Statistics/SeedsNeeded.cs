using MathNet.Numerics.Distributions;

namespace Sandglass.Statistics;

/// <summary>
/// How many seeds decide a comparison, from the margin and a pilot's spread; never from the observed difference, which
/// would make the answer choose its own sample.
/// </summary>
public static class SeedsNeeded
{
    /// <summary>The most that is looked for.</summary>
    public const int Most = 1000;

    /// <summary>
    /// The fewest seeds that, with at least the given power, find a difference of one margin, and find equal arms
    /// equivalent.
    /// </summary>
    /// <param name="spread">Standard deviation of paired differences in the pilot.</param>
    /// <param name="margin">The margin.</param>
    /// <param name="power">Chance to decide.</param>
    /// <param name="tests">Tests of the Holm family, the strictest of which gets a level of 5 % over their number.</param>
    /// <returns>At least 2; null where <see cref="Most"/> are not enough.</returns>
    public static int? ToDecide(double spread, double margin, double power = 0.8, int tests = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        for (var seeds = 2; seeds <= Most; seeds++)
        {
            if (Decidable(seeds, spread, power, tests) <= margin)
            {
                return seeds;
            }
        }

        return null;
    }

    /// <summary>The smallest margin that so many seeds decide, with at least the given power.</summary>
    /// <param name="seeds">Seeds, at least 2.</param>
    /// <param name="spread">Standard deviation of paired differences.</param>
    /// <param name="power">Chance to decide.</param>
    /// <param name="tests">Tests of the Holm family.</param>
    public static double Decidable(int seeds, double spread, double power = 0.8, int tests = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 2);
        double Quantile(double p) => StudentT.InvCDF(0, 1, seeds - 1, p);
        var level = Verdicts.Level / tests;
        var error = spread / Math.Sqrt(seeds);
        var difference = Quantile(1 - (level / 2)) + Quantile(power);
        var equivalence = Quantile(1 - level) + Quantile((1 + power) / 2);
        return error * Math.Max(difference, equivalence);
    }
}

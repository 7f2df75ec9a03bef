using MathNet.Numerics.Distributions;

namespace Sandglass.Statistics;

/// <summary>
/// How many seeds decide a comparison, from the margin and a pilot's spread; never from the observed difference, which
/// would make the answer choose its own sample.
/// </summary>
internal static class SeedsNeeded
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
        return Fewest(seeds => Decidable(seeds, spread, power, tests) <= margin);
    }

    /// <summary>
    /// The fewest seeds that, with at least the given power, find an effect, and find it missing where there is none: the
    /// corrected interval leaves out zero in the one case and the effect in the other.
    /// </summary>
    /// <param name="spread">Standard deviation of paired differences in the pilot.</param>
    /// <param name="effect">The effect, positive.</param>
    /// <param name="power">Chance to find it.</param>
    /// <param name="tests">Tests of the Holm family.</param>
    /// <returns>At least 2; null where <see cref="Most"/> are not enough.</returns>
    public static int? ToFind(double spread, double effect, double power = 0.8, int tests = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(effect);
        return Fewest(seeds => Detectable(seeds, spread, power, tests) <= effect);
    }

    /// <summary>The smallest margin that so many seeds decide, with at least the given power.</summary>
    /// <param name="seeds">Seeds, at least 2.</param>
    /// <param name="spread">Standard deviation of paired differences.</param>
    /// <param name="power">Chance to decide.</param>
    /// <param name="tests">Tests of the Holm family.</param>
    public static double Decidable(int seeds, double spread, double power = 0.8, int tests = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 2);
        var equivalence = Quantile(seeds, 1 - (Verdicts.Level / tests)) + Quantile(seeds, (1 + power) / 2);
        return Math.Max(Detectable(seeds, spread, power, tests), spread / Math.Sqrt(seeds) * equivalence);
    }

    private static double Detectable(int seeds, double spread, double power, int tests) =>
        spread / Math.Sqrt(seeds) * (Quantile(seeds, 1 - (Verdicts.Level / tests / 2)) + Quantile(seeds, power));

    private static double Quantile(int seeds, double p) => StudentT.InvCDF(0, 1, seeds - 1, p);

    private static int? Fewest(Func<int, bool> isEnough) =>
        Enumerable.Range(2, Most - 1).Where(isEnough).Select(seeds => (int?)seeds).FirstOrDefault();
}

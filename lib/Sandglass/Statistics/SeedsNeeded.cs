using MathNet.Numerics.Distributions;
using Sandglass.Runtime;

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

/// <summary>How often the verdicts of a family are right, by simulation with normal differences.</summary>
/// <param name="Seeds">Seeds of every comparison.</param>
/// <param name="Spread">Standard deviation of paired differences.</param>
/// <param name="Margin">The margin.</param>
/// <param name="Tests">Comparisons of the Holm family, all in the same situation.</param>
/// <param name="FoundMargin">Share of comparisons called ahead where the first is better by exactly one margin.</param>
/// <param name="FoundEquivalent">Share of comparisons called equivalent where the arms are equal.</param>
/// <param name="FalseDifference">Share of families with any comparison called ahead or behind where all arms are equal.</param>
/// <param name="FalseEquivalence">Share of families with any comparison called equivalent where all differ by one margin.</param>
internal sealed record VerdictPower(
    int Seeds,
    double Spread,
    double Margin,
    int Tests,
    double FoundMargin,
    double FoundEquivalent,
    double FalseDifference,
    double FalseEquivalence)
{
    /// <summary>Simulates families of comparisons.</summary>
    /// <param name="seeds">Seeds of every comparison, at least 2.</param>
    /// <param name="spread">Standard deviation of paired differences, as of a pilot.</param>
    /// <param name="margin">The margin.</param>
    /// <param name="tests">Comparisons of the family.</param>
    /// <param name="random">Where the differences come from.</param>
    /// <param name="families">Simulated families of each kind.</param>
    public static VerdictPower Simulate(
        int seeds, double spread, double margin, int tests, RandomStream random, int families = 2000)
    {
        var zeros = new double[seeds];
        Verdict[] Family(double difference) =>
        [
            .. Verdicts.Of([.. Enumerable.Range(0, tests).Select(_ => PairedTest.Of(
                [.. zeros.Select(_ => difference + (spread * random.NextGaussian()))], zeros, margin))]),
        ];
        var equal = Enumerable.Range(0, families).Select(_ => Family(0)).ToArray();
        var apart = Enumerable.Range(0, families).Select(_ => Family(margin)).ToArray();
        return new VerdictPower(
            seeds,
            spread,
            margin,
            tests,
            Share(apart.SelectMany(v => v), v => v == Verdict.Ahead),
            Share(equal.SelectMany(v => v), v => v == Verdict.Equivalent),
            Share(equal, family => family.Any(v => v is Verdict.Ahead or Verdict.Behind)),
            Share(apart, family => family.Contains(Verdict.Equivalent)));
    }

    private static double Share<T>(IEnumerable<T> items, Func<T, bool> counts) => items.Average(item => counts(item) ? 1.0 : 0.0);
}

using Sandglass.Runtime;

namespace Sandglass.Statistics;

/// <summary>How often the verdicts of a family are right, by simulation with normal differences.</summary>
/// <param name="FoundMargin">Share of comparisons called ahead where the first is better by exactly one margin.</param>
/// <param name="FoundEquivalent">Share of comparisons called equivalent where the arms are equal.</param>
/// <param name="FalseDifference">Share of families with any comparison called ahead or behind where all arms are equal.</param>
/// <param name="FalseEquivalence">Share of families with any comparison called equivalent where all differ by one margin.</param>
internal sealed record VerdictPower(double FoundMargin, double FoundEquivalent, double FalseDifference, double FalseEquivalence)
{
    /// <summary>Simulates families of comparisons.</summary>
    /// <param name="family">What they are like.</param>
    /// <param name="random">Where the differences come from.</param>
    /// <param name="families">Simulated families of each kind.</param>
    public static VerdictPower Of(ComparisonFamily family, RandomStream random, int families = 2000)
    {
        Verdict[][] Families(double difference) =>
            [.. family.Simulate(difference, random, families).Select(judged => judged.Select(test => test.Verdict).ToArray())];
        var (equal, apart) = (Families(0), Families(family.Margin));
        return new VerdictPower(
            Share(apart.SelectMany(v => v), v => v == Verdict.Ahead),
            Share(equal.SelectMany(v => v), v => v == Verdict.Equivalent),
            Share(equal, verdicts => verdicts.Any(v => v is Verdict.Ahead or Verdict.Behind)),
            Share(apart, verdicts => verdicts.Contains(Verdict.Equivalent)));
    }

    private static double Share<T>(IEnumerable<T> items, Func<T, bool> counts) => items.Average(item => counts(item) ? 1.0 : 0.0);
}

/// <summary>Comparisons that are corrected together, all alike.</summary>
/// <param name="Seeds">Seeds of every comparison, at least 2.</param>
/// <param name="Spread">Standard deviation of paired differences, as a fraction.</param>
/// <param name="Margin">The margin, as a fraction.</param>
/// <param name="Tests">How many they are.</param>
internal sealed record ComparisonFamily(int Seeds, double Spread, double Margin, int Tests)
{
    /// <summary>Comparisons of a simulation, at the least.</summary>
    public const int Simulated = 10_000;

    /// <summary>The standard error of a rate among them is at most this.</summary>
    public static double Error => 0.5 / Math.Sqrt(Simulated);

    /// <summary>Simulated comparisons of as many families as it takes.</summary>
    /// <param name="difference">The true difference of all.</param>
    /// <param name="random">Where the differences come from.</param>
    public IReadOnlyList<JudgedTest> Simulate(double difference, RandomStream random) =>
        [.. Simulate(difference, random, (Simulated + Tests - 1) / Tests).SelectMany(family => family)];

    /// <summary>Simulates families with normal differences, judged as recorded ones are.</summary>
    /// <param name="difference">The true difference of all comparisons.</param>
    /// <param name="random">Where the differences come from.</param>
    /// <param name="families">How many families.</param>
    public IEnumerable<IReadOnlyList<JudgedTest>> Simulate(double difference, RandomStream random, int families)
    {
        var quantiles = new StudentQuantiles();
        PairedTest Test() => PairedTest.Of([.. Enumerable.Range(0, Seeds).Select(_ => difference + (Spread * random.NextGaussian()))], Margin, quantiles);
        return Enumerable.Range(0, families).Select(_ => Verdicts.Of([.. Enumerable.Range(0, Tests).Select(_ => Test())], quantiles));
    }
}

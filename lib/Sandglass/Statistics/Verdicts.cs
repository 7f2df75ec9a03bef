namespace Sandglass.Statistics;

/// <summary>Verdicts of a family of paired tests, with Holm's correction over the family.</summary>
internal static class Verdicts
{
    /// <summary>Chance of a false finding in a family.</summary>
    public const double Level = 0.05;

    /// <summary>
    /// Equivalent where the corrected equivalence test passes, else ahead or behind where the corrected test of a
    /// difference passes, else undecided.
    /// </summary>
    /// <param name="family">The tests that are corrected together.</param>
    /// <returns>One verdict a test, in order.</returns>
    public static IReadOnlyList<Verdict> Of(IReadOnlyList<PairedTest> family)
    {
        var differs = Holm.Adjust([.. family.Select(test => test.DifferenceP)]);
        var equivalent = Holm.Adjust([.. family.Select(test => test.EquivalenceP)]);
        return [.. family.Select((test, i) => Of(test, differs[i], equivalent[i]))];
    }

    /// <summary>The verdict of one test whose p values were corrected within its family.</summary>
    internal static Verdict Of(PairedTest test, double differs, double equivalent) =>
        equivalent <= Level ? Verdict.Equivalent
        : differs > Level ? Verdict.Undecided
        : test.Difference.Mean > 0 ? Verdict.Ahead
        : Verdict.Behind;
}

/// <summary>What a planned comparison of two arms came to.</summary>
public enum Verdict
{
    /// <summary>Neither a difference nor equivalence was shown: more seeds are needed.</summary>
    Undecided,

    /// <summary>The first is better.</summary>
    Ahead,

    /// <summary>The first is worse.</summary>
    Behind,

    /// <summary>The difference is smaller than the margin, whichever sign it has.</summary>
    Equivalent,
}

/// <summary>Holm's correction (1979): the chance of any false finding in a family of tests stays below the level.</summary>
internal static class Holm
{
    /// <summary>Adjusted p values, to be held against the level as they are.</summary>
    /// <param name="p">p values of one family; NaN, a test that could not be made, counts as 1.</param>
    /// <returns>One adjusted value for each, in the same order.</returns>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> p)
    {
        var adjusted = new double[p.Count];
        var largest = 0.0;
        foreach (var (rank, index) in Enumerable.Range(0, p.Count).OrderBy(i => Known(p[i])).Index())
        {
            largest = Math.Max(largest, Math.Min(1, (p.Count - rank) * Known(p[index])));
            adjusted[index] = largest;
        }

        return adjusted;
    }

    private static double Known(double p) => double.IsNaN(p) ? 1 : p;
}

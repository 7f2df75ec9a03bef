namespace Sandglass.Statistics;

/// <summary>Verdicts of a family of paired tests, with Holm's correction over the family.</summary>
public static class Verdicts
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

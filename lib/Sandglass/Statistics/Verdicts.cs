namespace Sandglass.Statistics;

/// <summary>Verdicts of a family of paired tests, with Holm's correction over the family.</summary>
internal static class Verdicts
{
    /// <summary>Chance of a false finding in a family.</summary>
    public const double Level = 0.05;

    /// <summary>Judges tests that are corrected together.</summary>
    /// <param name="family">The tests.</param>
    /// <param name="quantiles">Those of Student's t; null for new ones.</param>
    /// <returns>One a test, in order.</returns>
    public static IReadOnlyList<JudgedTest> Of(IReadOnlyList<PairedTest> family, StudentQuantiles? quantiles = null)
    {
        double[] p = [.. family.Select(test => test.DifferenceP)];
        var (differs, open) = (Holm.Adjust(p), Holm.Open(p, Level));
        var equivalent = Holm.Adjust([.. family.Select(test => test.EquivalenceP)]);
        var known = quantiles ?? new StudentQuantiles();
        return
        [
            .. family.Select((test, i) => new JudgedTest(
                TInterval.Of(test.Difference.Mean, test.Spread, test.Pairs, 1 - (Level / open[i]), known),
                differs[i],
                equivalent[i],
                Of(test, differs[i], equivalent[i]))),
        ];
    }

    /// <summary>The verdict of one test whose p values were corrected within its family.</summary>
    internal static Verdict Of(PairedTest test, double differs, double equivalent) =>
        differs <= Level ? (test.Difference.Mean > 0 ? Verdict.Ahead : Verdict.Behind)
        : equivalent <= Level ? Verdict.Equivalent
        : Verdict.Undecided;
}

/// <summary>A test as its family leaves it.</summary>
/// <param name="Corrected">
/// The difference with its t interval at the level of the step at which Holm's procedure decides about it, 95 % for one
/// open comparison and 1 − 5 %/k for k. It leaves zero out exactly if the corrected test finds a difference. Bonferroni's
/// intervals, at the level of the first step for all, would hold for all values together, but could include zero where the
/// test finds a difference; what the narrower ones cost in errors is simulated (<see cref="ComparisonFamily"/>).
/// </param>
/// <param name="DifferenceP">p of "there is no difference", corrected.</param>
/// <param name="EquivalenceP">p of "as large as the margin", corrected.</param>
/// <param name="Verdict">What follows.</param>
internal sealed record JudgedTest(Interval Corrected, double DifferenceP, double EquivalenceP, Verdict Verdict);

/// <summary>What a planned comparison of two arms came to.</summary>
public enum Verdict
{
    /// <summary>Neither a difference nor equivalence was shown: more seeds are needed.</summary>
    Undecided,

    /// <summary>A difference was shown, however small: the first is better.</summary>
    Ahead,

    /// <summary>A difference was shown, however small: the first is worse.</summary>
    Behind,

    /// <summary>No difference was shown, and that it would be smaller than the margin was.</summary>
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

    /// <summary>
    /// How many tests are open at the step that decides about each: all for the smallest p, one fewer after each finding,
    /// and no fewer after the first that finds nothing. A test finds something exactly if its p times this is within the level.
    /// </summary>
    /// <param name="p">p values of one family; NaN counts as 1.</param>
    /// <param name="level">The level of the family.</param>
    public static IReadOnlyList<int> Open(IReadOnlyList<double> p, double level)
    {
        var open = new int[p.Count];
        var left = p.Count;
        var isFinding = true;
        foreach (var index in Enumerable.Range(0, p.Count).OrderBy(i => Known(p[i])))
        {
            open[index] = left;
            isFinding = isFinding && left * Known(p[index]) <= level;
            left -= isFinding ? 1 : 0;
        }

        return open;
    }

    private static double Known(double p) => double.IsNaN(p) ? 1 : p;
}

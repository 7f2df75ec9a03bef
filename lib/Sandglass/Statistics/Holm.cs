namespace Sandglass.Statistics;

/// <summary>Holm's correction (1979): the chance of any false finding in a family of tests stays below the level.</summary>
public static class Holm
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

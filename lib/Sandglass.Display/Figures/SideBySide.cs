namespace Sandglass.Display.Figures;

/// <summary>
/// Moves points of nearly equal cost apart. Budgets are matched, so the families of one budget share a place on the
/// cost axis, and their intervals would hide each other.
/// </summary>
internal static class SideBySide
{
    /// <summary>Where to draw the values: neighbours nearer than the spacing apart around their mean, the others as they are.</summary>
    public static double[] Spread(IReadOnlyList<double> values, double spacing)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var drawn = new double[values.Count];
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && values[order[end]] - values[order[end - 1]] < spacing)
            {
                end++;
            }
            Place(order.AsSpan(start, end - start), values, spacing, drawn);
            start = end;
        }
        return drawn;
    }

    private static void Place(ReadOnlySpan<int> cluster, IReadOnlyList<double> values, double spacing, double[] drawn)
    {
        var middle = 0.0;
        foreach (var i in cluster)
        {
            middle += values[i] / cluster.Length;
        }
        for (var k = 0; k < cluster.Length; k++)
        {
            drawn[cluster[k]] = middle + (k - (cluster.Length - 1) / 2.0) * spacing;
        }
    }
}

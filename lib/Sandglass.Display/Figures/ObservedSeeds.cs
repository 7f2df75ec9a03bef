using System.Globalization;
using Sandglass.Studies.Inside;

namespace Sandglass.Display.Figures;

/// <summary>Says in words how many runs are behind what was observed.</summary>
internal static class ObservedSeeds
{
    /// <summary>What a line and its band stand for.</summary>
    public static string Describe<T>(IReadOnlyList<Observed<T>> rows)
    {
        var counts = rows.GroupBy(r => (r.Group, r.Arm)).Select(arm => arm.Select(r => r.Seed).Distinct().Count()).ToArray();
        return counts.Max() == 1
            ? "1 seed a line: no interval."
            : string.Create(CultureInfo.InvariantCulture, $"Mean over {Seeds.Count(counts)} with its 95 % t interval.");
    }

    /// <summary>Throws where nothing was observed.</summary>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static void Require<T>(IReadOnlyList<T> rows)
    {
        if (rows.Count == 0)
        {
            throw new ArgumentException("The figure needs at least one row.", nameof(rows));
        }
    }
}

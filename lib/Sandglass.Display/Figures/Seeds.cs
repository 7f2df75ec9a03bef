using System.Globalization;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>Says in words how many seeds are behind the numbers.</summary>
internal static class Seeds
{
    /// <summary>Such as <c>3 seeds</c>, <c>1 seed</c> or <c>2 to 3 seeds</c>.</summary>
    public static string Count(IEnumerable<int> counts)
    {
        var all = counts.ToArray();
        var (least, most) = (all.Min(), all.Max());
        var number = least == most
            ? most.ToString(CultureInfo.InvariantCulture)
            : FormattableString.Invariant($"{least} to {most}");
        return most == 1 ? "1 seed" : $"{number} seeds";
    }

    public static string Of<T>(IEnumerable<Observed<T>> rows) => Count(Counts(rows));

    /// <summary>What a line and its band stand for.</summary>
    public static string Describe<T>(IEnumerable<Observed<T>> rows) => Describe(Counts(rows), "a line");

    /// <summary>What a mean and its interval stand for, where each, such as <c>a line</c>, has so many seeds.</summary>
    public static string Describe(IReadOnlyList<int> counts, string each) =>
        counts.Max() == 1 ? $"1 seed {each}: no interval." : $"Mean over {Count(counts)} with its 95 % t interval.";

    /// <summary>Throws where there is nothing to show.</summary>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static void Require<T>(IReadOnlyList<T> rows)
    {
        if (rows.Count == 0)
        {
            throw new ArgumentException("The figure needs at least one row.", nameof(rows));
        }
    }

    private static int[] Counts<T>(IEnumerable<Observed<T>> rows) =>
        [.. rows.GroupBy(r => (r.Group, r.Arm)).Select(arm => arm.Select(r => r.Seed).Distinct().Count())];
}

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
            : string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
        return most == 1 ? "1 seed" : $"{number} seeds";
    }

    /// <summary>What point, bar and dot of an accuracy figure stand for.</summary>
    public static string Describe(IReadOnlyList<ComparisonRow> rows)
    {
        var count = Count(rows.Select(r => r.TestAccuracies.Count));
        var level = rows.FirstOrDefault(r => double.IsFinite(r.TestAccuracy.Low))?.TestAccuracy.Level;
        return level is null
            ? $"{count} a point: no interval."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Mean over {count} with its {100 * level:0.#} % t interval; small dots: single seeds.");
    }
}

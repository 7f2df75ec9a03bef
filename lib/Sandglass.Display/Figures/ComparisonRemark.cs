using System.Globalization;
using Sandglass.Display.Style;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>What a reader who points at a point of a comparison is told.</summary>
internal static class ComparisonRemark
{
    /// <summary>Family, budget, true cost and accuracy, a line each.</summary>
    public static string Write(ComparisonRow row, CostAxis cost)
    {
        var lines = new List<string>
        {
            $"{FamilyPalette.For(row.Family).Name}, budget {row.Budget}",
            string.Create(
                CultureInfo.InvariantCulture, $"{cost.Of(row):0.###} {cost.Symbol} {cost.Name}, width {row.Width:0.###}"),
            string.Create(CultureInfo.InvariantCulture, $"{100 * row.TestAccuracy.Mean:0.00} % test accuracy"),
        };
        if (double.IsFinite(row.TestAccuracy.Low))
        {
            var (_, low, high, level) = row.TestAccuracy;
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{100 * level:0.#} % interval {100 * low:0.00} to {100 * high:0.00} %"));
        }
        lines.Add(Seeds.Count([row.TestAccuracies.Count]));
        return string.Join('\n', lines);
    }
}

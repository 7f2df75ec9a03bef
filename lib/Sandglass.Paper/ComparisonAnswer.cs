using System.Globalization;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Paper;

/// <summary>The result of a comparison in words, all derived from its rows.</summary>
internal static class ComparisonAnswer
{
    /// <summary>A sentence a budget for sandglass against inverted residual, and one for sandglass against classic.</summary>
    /// <param name="rows">The rows of a comparison.</param>
    public static string Of(IReadOnlyList<ComparisonRow> rows) => string.Join(" ", rows
        .Select(row => row.Budget)
        .Distinct()
        .SelectMany(budget => Sentences(rows.Where(row => row.Budget == budget).ToDictionary(row => row.Family))));

    private static IEnumerable<string> Sentences(Dictionary<BlockFamily, ComparisonRow> rows)
    {
        if (!rows.TryGetValue(BlockFamily.Sandglass, out var sandglass))
        {
            yield break;
        }

        if (rows.TryGetValue(BlockFamily.InvertedResidual, out var inverted))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"At {sandglass.MultiplyAdds / 1e6:0.0} M multiply-adds the sandglass network reaches {Percent(sandglass)} and the inverted residual {Percent(inverted)}: {Verdict(sandglass, inverted)}.");
        }

        if (rows.TryGetValue(BlockFamily.Bottleneck, out var bottleneck))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"The classic bottleneck reaches {Percent(bottleneck)}: {Verdict(sandglass, bottleneck)}.");
        }
    }

    // No margin was set beforehand, so that nothing can be called equal.
    private static string Verdict(ComparisonRow sandglass, ComparisonRow other)
    {
        var difference = TInterval.OfDifference(sandglass.TestAccuracies, other.TestAccuracies);
        var points = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(100 * difference.Mean):0.00} points");
        var seeds = double.IsNaN(difference.Low) ? "one seed" : string.Create(CultureInfo.InvariantCulture,
            $"95 % interval {NumberText.Points(difference.Low)} to {NumberText.Points(difference.High)}, {sandglass.Seeds.Count} seeds");
        return difference.Low > 0 ? $"the sandglass is ahead by {points} ({seeds})"
            : difference.High < 0 ? $"the sandglass is behind by {points} ({seeds})"
            : $"undecided, the sandglass is at {NumberText.Points(difference.Mean)} points ({seeds})";
    }

    private static string Percent(ComparisonRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * row.TestAccuracy.Mean:0.0} %");
}

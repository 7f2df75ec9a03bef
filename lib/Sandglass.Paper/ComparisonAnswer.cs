using System.Globalization;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Paper;

/// <summary>What a comparison found, in words; every word follows from the rows.</summary>
public static class ComparisonAnswer
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

    private static string Verdict(ComparisonRow sandglass, ComparisonRow other)
    {
        var difference = TInterval.OfDifference(sandglass.TestAccuracies, other.TestAccuracies);
        var points = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(100 * difference.Mean):0.0}");
        var isLevel = points == "0.0";
        var place = isLevel ? "level" : $"{points} points {(difference.Mean < 0 ? "behind" : "ahead")}";
        if (double.IsNaN(difference.Low))
        {
            return $"the sandglass is {place}, from one seed, which settles nothing";
        }

        var interval = string.Create(CultureInfo.InvariantCulture,
            $"{100 * difference.Low:+0.0;−0.0} to {100 * difference.High:+0.0;−0.0}");
        return !isLevel && difference.Low <= 0 && difference.High >= 0
            ? $"the sandglass is {place}, which {sandglass.Seeds.Count} seeds do not settle (95 % interval {interval})"
            : $"the sandglass is {place} (95 % interval {interval}, {sandglass.Seeds.Count} seeds)";
    }

    private static string Percent(ComparisonRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * row.TestAccuracy.Mean:0.0} %");
}

using MathNet.Numerics.Statistics;
using Sandglass.Runtime;

namespace Sandglass.Statistics;

/// <summary>
/// The mean of the middle half, for many runs: steadier than the mean under outliers, and than the median
/// (Agarwal et al. 2021).
/// </summary>
internal static class InterquartileMean
{
    /// <summary>Resamples of the percentile interval.</summary>
    public const int Resamples = 2000;

    /// <summary>The mean after a quarter, rounded down, was cut off at either end, as scipy's <c>trim_mean(x, 0.25)</c>.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double Of(IReadOnlyList<double> values)
    {
        var cut = values.Count / 4;
        return values.Count > 0
            ? values.Order().Take(cut..(values.Count - cut)).Average()
            : throw new ArgumentException("a mean needs at least one value", nameof(values));
    }

    /// <summary>The interquartile mean over groups of runs with a percentile interval; runs are resampled within their group.</summary>
    /// <param name="groups">Values of each group (a plan, a width, a task).</param>
    /// <param name="random">Which runs a resample takes.</param>
    /// <exception cref="ArgumentException">There is no group, or an empty one.</exception>
    public static Interval OfGroups(IReadOnlyList<IReadOnlyList<double>> groups, RandomStream random)
    {
        if (groups.Count == 0 || groups.Any(group => group.Count == 0))
        {
            throw new ArgumentException("every group needs a value", nameof(groups));
        }

        var means = Enumerable.Range(0, Resamples)
            .Select(_ => Of([.. groups.SelectMany(group => group.Select(_ => group[random.NextInt32(group.Count)]))]))
            .ToArray();
        return new Interval(Of([.. groups.SelectMany(group => group)]), means.Quantile(0.025), means.Quantile(0.975));
    }
}

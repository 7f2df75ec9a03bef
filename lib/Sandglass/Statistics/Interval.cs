using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Sandglass.Statistics;

/// <summary>A mean with the bounds of its confidence interval.</summary>
/// <param name="Mean">The estimate.</param>
/// <param name="Low">Lower bound; NaN when one value alone gives no interval.</param>
/// <param name="High">Upper bound; NaN when one value alone gives no interval.</param>
/// <param name="Level">Confidence level, such as 0.95.</param>
public sealed record Interval(double Mean, double Low, double High, double Level = 0.95);

/// <summary>Student's t intervals over seeds, n − 1 degrees of freedom.</summary>
internal static class TInterval
{
    /// <summary>The mean of independent values.</summary>
    /// <param name="values">One value a seed, at least one; of one value there is no interval, and its bounds are NaN.</param>
    /// <param name="level">Confidence level.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static Interval OfMean(IReadOnlyList<double> values, double level = 0.95)
    {
        if (values.Count == 0)
        {
            throw new ArgumentException("an interval needs at least one value", nameof(values));
        }

        var mean = values.Average();
        if (values.Count == 1)
        {
            return new Interval(mean, double.NaN, double.NaN, level);
        }

        var quantile = StudentT.InvCDF(0, 1, values.Count - 1, 0.5 + (level / 2));
        var half = quantile * values.StandardDeviation() / Math.Sqrt(values.Count);
        return new Interval(mean, mean - half, mean + half, level);
    }

    /// <summary>The mean difference of values paired by seed.</summary>
    /// <param name="first">One value a seed.</param>
    /// <param name="second">The values of the same seeds in the same order.</param>
    /// <param name="level">Confidence level.</param>
    /// <exception cref="ArgumentException">The lists differ in length or are empty.</exception>
    public static Interval OfDifference(IReadOnlyList<double> first, IReadOnlyList<double> second, double level = 0.95) =>
        first.Count == second.Count
            ? OfMean([.. first.Zip(second, (a, b) => a - b)], level)
            : throw new ArgumentException($"paired values need equal counts, not {first.Count} and {second.Count}", nameof(second));
}

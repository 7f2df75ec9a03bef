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

        return Of(values.Average(), values.Count > 1 ? values.StandardDeviation() : double.NaN, values.Count, level, new StudentQuantiles());
    }

    /// <summary>The interval of a mean and standard deviation that are known already.</summary>
    /// <param name="mean">Mean of the values.</param>
    /// <param name="spread">Their standard deviation.</param>
    /// <param name="count">How many they are, at least one.</param>
    /// <param name="level">Confidence level.</param>
    /// <param name="quantiles">Those of Student's t.</param>
    public static Interval Of(double mean, double spread, int count, double level, StudentQuantiles quantiles)
    {
        if (count == 1)
        {
            return new Interval(mean, double.NaN, double.NaN, level);
        }

        var half = quantiles.Of(count - 1, 0.5 + (level / 2)) * spread / Math.Sqrt(count);
        return new Interval(mean, mean - half, mean + half, level);
    }

    /// <summary>The mean difference of values paired by seed.</summary>
    /// <param name="first">One value a seed.</param>
    /// <param name="second">The values of the same seeds in the same order.</param>
    /// <param name="level">Confidence level.</param>
    /// <exception cref="ArgumentException">The lists differ in length or are empty.</exception>
    public static Interval OfDifference(IReadOnlyList<double> first, IReadOnlyList<double> second, double level = 0.95) =>
        OfMean(Differences(first, second), level);

    /// <summary>First minus second, seed by seed.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    internal static double[] Differences(IReadOnlyList<double> first, IReadOnlyList<double> second) => first.Count == second.Count
        ? [.. first.Zip(second, (a, b) => a - b)]
        : throw new ArgumentException($"paired values need equal counts, not {first.Count} and {second.Count}", nameof(second));
}

/// <summary>Quantiles of Student's t, each looked for once: a simulation needs few of them many times.</summary>
internal sealed class StudentQuantiles
{
    private readonly Dictionary<(int Freedom, double P), double> _known = [];

    /// <summary>The value that t stays below with a probability.</summary>
    /// <param name="freedom">Degrees of freedom.</param>
    /// <param name="p">The probability.</param>
    public double Of(int freedom, double p)
    {
        if (!_known.TryGetValue((freedom, p), out var quantile))
        {
            _known.Add((freedom, p), quantile = StudentT.InvCDF(0, 1, freedom, p));
        }

        return quantile;
    }
}

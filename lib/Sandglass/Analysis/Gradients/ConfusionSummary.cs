using MathNet.Numerics.Statistics;

namespace Sandglass.Analysis.Gradients;

/// <summary>
/// How far gradients disagree (Sankararaman et al., arXiv 1904.06963). The minimum is one extreme of many pairs and
/// noisy, so quantiles stand beside it. η scales with the gradients' norms: compare it at equal loss.
/// </summary>
/// <param name="Minimum">Least cosine of a pair i ≠ j.</param>
/// <param name="FifthPercentile">5 % of the cosines lie below, interpolated linearly.</param>
/// <param name="Median">Half of the cosines lie below.</param>
/// <param name="ShareNegative">Share of the cosines below zero.</param>
/// <param name="Eta">The confusion bound η = max(0, −min ⟨∇f_i, ∇f_j⟩) over i ≠ j.</param>
/// <param name="MeanSquaredNorm">Mean of ‖∇f_i‖², by which η can be judged.</param>
/// <param name="Cosines">The K(K−1)/2 cosines, ascending; that of a gradient that is zero is 0.</param>
public sealed record ConfusionSummary(
    double Minimum,
    double FifthPercentile,
    double Median,
    double ShareNegative,
    double Eta,
    double MeanSquaredNorm,
    IReadOnlyList<double> Cosines)
{
    /// <summary>The cosines as a smooth density.</summary>
    internal CosineDensity Density => CosineDensity.Of(Cosines);

    /// <summary>Reads a matrix of inner products.</summary>
    /// <param name="products">[K, K], symmetric.</param>
    /// <exception cref="WorkbenchException">It is not square, or smaller than two.</exception>
    public static ConfusionSummary Of(double[,] products)
    {
        var count = products.GetLength(0);
        if (count < 2 || products.GetLength(1) != count)
        {
            throw new WorkbenchException(
                $"confusion is a property of pairs; [{count}, {products.GetLength(1)}] inner products are too few; use at least two gradients");
        }

        var cosines = new List<double>(count * (count - 1) / 2);
        var least = double.PositiveInfinity;
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var norms = Math.Sqrt(products[i, i] * products[j, j]);
                cosines.Add(norms > 0 ? products[i, j] / norms : 0);
                least = Math.Min(least, products[i, j]);
            }
        }

        double[] sorted = [.. cosines.Order()];
        double Quantile(double share) => SortedArrayStatistics.QuantileCustom(sorted, share, QuantileDefinition.R7);
        return new ConfusionSummary(
            sorted[0],
            Quantile(0.05),
            Quantile(0.5),
            (double)sorted.Count(cosine => cosine < 0) / sorted.Length,
            Math.Max(0, -least),
            Enumerable.Range(0, count).Average(i => products[i, i]),
            sorted);
    }
}

/// <summary>A kernel density estimate: a Gaussian on each cosine, as wide as Silverman's rule says.</summary>
/// <param name="At">Where, ascending: three widths beyond the least and greatest cosine, and within [−1, 1].</param>
/// <param name="Heights">Density there.</param>
/// <param name="Bandwidth">The Gaussians' standard deviation.</param>
internal sealed record CosineDensity(IReadOnlyList<double> At, IReadOnlyList<double> Heights, double Bandwidth)
{
    private const int Points = 161;
    private const double Narrowest = 1e-4; // equal cosines have no spread to take a width from

    /// <summary>The density of cosines.</summary>
    /// <param name="cosines">At least one.</param>
    public static CosineDensity Of(IReadOnlyList<double> cosines)
    {
        var range = cosines.InterquartileRange() / 1.34;
        var deviation = cosines.Count > 1 ? cosines.StandardDeviation() : 0;
        var spread = range > 0 ? Math.Min(range, deviation) : deviation;
        var width = Math.Max(Narrowest, 0.9 * spread * Math.Pow(cosines.Count, -0.2));
        var (from, to) = (Math.Max(-1, cosines.Min() - (3 * width)), Math.Min(1, cosines.Max() + (3 * width)));
        double[] at = [.. Enumerable.Range(0, Points).Select(i => from + ((to - from) * i / (Points - 1)))];
        var scale = 1 / (cosines.Count * width * Math.Sqrt(2 * Math.PI));
        double Height(double x) => scale * cosines.Sum(cosine => Math.Exp(-0.5 * Math.Pow((x - cosine) / width, 2)));
        return new CosineDensity(at, [.. at.Select(Height)], width);
    }
}

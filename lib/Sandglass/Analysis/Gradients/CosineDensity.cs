using MathNet.Numerics.Statistics;

namespace Sandglass.Analysis.Gradients;

/// <summary>A kernel density estimate: a Gaussian on each cosine, as wide as Silverman's rule says.</summary>
/// <param name="At">Where, ascending: three widths beyond the least and greatest cosine, and within [−1, 1].</param>
/// <param name="Heights">Density there.</param>
/// <param name="Bandwidth">The Gaussians' standard deviation.</param>
public sealed record CosineDensity(IReadOnlyList<double> At, IReadOnlyList<double> Heights, double Bandwidth)
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

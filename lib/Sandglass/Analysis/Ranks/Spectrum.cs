namespace Sandglass.Analysis.Ranks;

/// <summary>
/// The singular values σ of a matrix of samples by channels, and what is read from them: how many directions a
/// representation uses. All measures are unchanged when the matrix is multiplied by a number.
/// </summary>
/// <param name="SingularValues">One value a channel, largest first, none negative.</param>
public sealed record Spectrum(IReadOnlyList<double> SingularValues)
{
    /// <summary>Directions that there could be: the number of channels.</summary>
    public int Directions => SingularValues.Count;

    /// <summary>
    /// exp(−Σ p ln p) with p = σ / Σσ, in [1, <see cref="Directions"/>]; 0 of a matrix of zeros. The singular values are
    /// not squared (Roy and Vetterli 2007).
    /// </summary>
    public double EffectiveRank
    {
        get
        {
            var total = SingularValues.Sum();
            return total == 0 ? 0 : Math.Exp(-SingularValues.Select(s => s / total).Where(p => p > 0).Sum(p => p * Math.Log(p)));
        }
    }

    /// <summary>Σσ² / σ₁², in [1, <see cref="Directions"/>]; 0 of a matrix of zeros.</summary>
    public double StableRank => Largest == 0 ? 0 : SingularValues.Sum(s => s / Largest * (s / Largest));

    private double Largest => SingularValues.Count == 0 ? 0 : SingularValues[0];

    /// <summary>How many singular values exceed a share of the largest.</summary>
    /// <param name="tolerance">The share; what lies below counts as rounding.</param>
    public int NumericalRank(double tolerance) => SingularValues.Count(s => s > tolerance * Largest);

    /// <summary>The numerical rank as a share of the channels (ReXNet, arXiv 2007.00992).</summary>
    /// <param name="tolerance">As in <see cref="NumericalRank"/>.</param>
    public double RankRatio(double tolerance) => (double)NumericalRank(tolerance) / Directions;

    /// <summary>The share of the directions that the leading ones need to hold so much of the variance Σσ².</summary>
    /// <param name="variance">Share of the variance, in (0, 1].</param>
    public double Saturation(double variance = 0.99)
    {
        var wanted = variance * SingularValues.Sum(s => s * s);
        var (held, needed) = (0.0, 0);
        while (needed < Directions && held < wanted)
        {
            held += SingularValues[needed] * SingularValues[needed];
            needed++;
        }

        return (double)needed / Directions;
    }
}

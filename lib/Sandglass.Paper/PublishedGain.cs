namespace Sandglass.Paper;

/// <summary>A gain that the paper states.</summary>
/// <param name="Gain">How much, positive: as a fraction, and of a ratio as the difference of logarithms.</param>
/// <param name="From">Where from: what the second arm reaches there, as a fraction in (0, 1). Null for a ratio.</param>
internal sealed record PublishedGain(double Gain, double? From)
{
    /// <summary>What the second arm saves of the first: a quarter is a ratio of 4 to 3.</summary>
    /// <param name="share">The share of the first arm, in (0, 1).</param>
    public static PublishedGain Saved(double share) => new(-double.LogP1(-share), From: null);

    /// <summary>
    /// The same gain here. A point is worth more at 89 % than at 72 %, so an accuracy moves by the same shift in logits:
    /// +1.7 points from 72.3 % are a shift of 0.087, and that is +0.8 points at 89 %. A ratio stays as it is.
    /// </summary>
    /// <param name="reference">What the second arm reaches here, as a fraction.</param>
    public double At(double reference) => From is { } from
        ? Share(Logit(reference) + Logit(from + Gain) - Logit(from)) - reference
        : Gain;

    private static double Logit(double share) => Math.Log(share / (1 - share));

    private static double Share(double logit) => 1 / (1 + Math.Exp(-logit));
}

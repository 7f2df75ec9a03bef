namespace Sandglass.Paper;

/// <summary>A gain that the paper states.</summary>
/// <param name="Gain">How much, as a fraction, positive.</param>
/// <param name="From">
/// Where from: what the second arm reaches there, as a fraction in (0, 1). Null for a share of the second arm, such as 25 % of its parameters.
/// </param>
internal sealed record PublishedGain(double Gain, double? From)
{
    /// <summary>
    /// The same gain here. A point is worth more at 89 % than at 72 %, so an accuracy moves by the same shift in logits:
    /// +1.7 points from 72.3 % are a shift of 0.087, and that is +0.8 points at 89 %. A share stays as it is.
    /// </summary>
    /// <param name="reference">What the second arm reaches here, as a fraction.</param>
    public double At(double reference) => From is { } from
        ? Share(Logit(reference) + Logit(from + Gain) - Logit(from)) - reference
        : Gain;

    private static double Logit(double share) => Math.Log(share / (1 - share));

    private static double Share(double logit) => 1 / (1 + Math.Exp(-logit));
}

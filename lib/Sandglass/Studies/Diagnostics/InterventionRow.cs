using Sandglass.Tables;

namespace Sandglass.Studies.Diagnostics;

/// <summary>A trained network whose shortcuts were changed, its weights left as they are.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Variant">What was changed.</param>
/// <param name="EffectiveRank">Effective rank at the last block's output over its channels (pixels, standardised).</param>
/// <param name="MedianCosine">Median cosine of mini-batch gradients.</param>
/// <param name="Accuracy">Share of correct validation images.</param>
[Digits(7, ListDecimals = 4)]
internal sealed record InterventionRow(int Epoch, string Variant, [property: Column("effective_rank_share")] double EffectiveRank, double MedianCosine, double Accuracy)
{
    /// <summary>Name of the table.</summary>
    public const string FileName = "interventions.csv";
}

using System.Globalization;

namespace Sandglass.Studies.Inside;

/// <summary>A trained network whose shortcuts were changed, its weights left as they are.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Variant">What was changed.</param>
/// <param name="EffectiveRank">Effective rank at the last block's output over its channels (pixels, standardised).</param>
/// <param name="MedianCosine">Median cosine of mini-batch gradients.</param>
/// <param name="Accuracy">Share of correct validation images.</param>
public sealed record InterventionRow(int Epoch, string Variant, double EffectiveRank, double MedianCosine, double Accuracy)
    : IObservedRow<InterventionRow>
{
    /// <inheritdoc/>
    public static string FileName => "interventions.csv";

    /// <inheritdoc/>
    public static string Header => "epoch,variant,effective_rank_share,median_cosine,accuracy";

    /// <inheritdoc/>
    public string ToCsv() => string.Create(CultureInfo.InvariantCulture,
        $"{Epoch},{Variant},{EffectiveRank:g7},{MedianCosine:g7},{Accuracy:g7}");

    static InterventionRow IObservedRow<InterventionRow>.Parse(CsvRow cells) => new(
        cells.Whole("epoch"),
        cells.Text("variant"),
        cells.Number("effective_rank_share"),
        cells.Number("median_cosine"),
        cells.Number("accuracy"));
}

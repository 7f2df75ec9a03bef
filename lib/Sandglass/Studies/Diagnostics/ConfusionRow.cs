using Sandglass.Analysis.Gradients;
using Sandglass.Tables;

namespace Sandglass.Studies.Diagnostics;

/// <summary>Gradient confusion at one moment of a run, over one group of parameters.</summary>
/// <param name="Epoch">Epochs done; 0 is before training.</param>
/// <param name="Source">What was measured.</param>
/// <param name="Part">Group of parameters: <c>all</c>, <c>stem</c>, <c>stageS.blockB</c>, <c>head</c>, <c>classifier</c>.</param>
/// <param name="Parameters">Length of a gradient.</param>
/// <param name="Batches">Gradients that were compared, each with each.</param>
/// <param name="BatchSize">Images of each.</param>
/// <param name="Loss">Mean loss of the mini-batches.</param>
/// <param name="Minimum">Least cosine.</param>
/// <param name="FifthPercentile">5 % of the cosines lie below.</param>
/// <param name="Median">Half of the cosines lie below.</param>
/// <param name="ShareNegative">Share of the cosines below zero.</param>
/// <param name="Eta">Confusion bound max(0, −min⟨∇f_i, ∇f_j⟩).</param>
/// <param name="MeanSquaredNorm">Mean squared length of the gradients.</param>
/// <param name="Cosines">All cosines, ascending, to four decimals, over all parameters; empty for a single part.</param>
[Digits(7, ListDecimals = 4)]
internal sealed record ConfusionRow(
    int Epoch,
    ConfusionSource Source,
    string Part,
    long Parameters,
    int Batches,
    int BatchSize,
    double Loss,
    double Minimum,
    double FifthPercentile,
    double Median,
    double ShareNegative,
    double Eta,
    double MeanSquaredNorm,
    IReadOnlyList<double> Cosines)
{
    /// <summary>Name of the table.</summary>
    public const string FileName = "gradient-confusion.csv";

    /// <summary>The rows of a Gram matrix, one a group of parameters.</summary>
    internal static IEnumerable<ConfusionRow> Of(int epoch, ConfusionSource source, GradientGram gram, int batchSize) =>
        from part in gram.Groups
        let summary = gram.Summarize(part.Key)
        select new ConfusionRow(
            epoch,
            source,
            part.Key,
            part.Value.Parameters,
            gram.Count,
            batchSize,
            gram.MeanLoss,
            summary.Minimum,
            summary.FifthPercentile,
            summary.Median,
            summary.ShareNegative,
            summary.Eta,
            summary.MeanSquaredNorm,
            part.Key == GradientGram.All ? summary.Cosines : []);
}

using Sandglass.Analysis.Ranks;
using Sandglass.Tables;

namespace Sandglass.Studies.Diagnostics;

/// <summary>The feature rank at one place and moment of a run, and what a rectifier cut away there.</summary>
/// <param name="Epoch">Epochs done; 0 is before training.</param>
/// <param name="Source">What was measured: the network or a null.</param>
/// <param name="Place">Dotted name of the place.</param>
/// <param name="Channels">Its channels.</param>
/// <param name="Samples">Rows of the matrix.</param>
/// <param name="Unfolding">What counts as a sample.</param>
/// <param name="Scaling">What was done to each channel first.</param>
/// <param name="EffectiveRank">exp of the entropy of the singular values (Roy and Vetterli).</param>
/// <param name="StableRank">Σσ² / σ₁².</param>
/// <param name="RankRatio">Numerical rank over channels.</param>
/// <param name="Saturation">Share of the directions that holds 99 % of the variance.</param>
/// <param name="DeadUnits">Share of ReLU6 units that are always 0; NaN where there are none.</param>
/// <param name="ClippedUnits">Share of ReLU6 units that are always 6; NaN where there are none.</param>
/// <param name="Zeros">Share of activations that are 0; NaN where nothing is rectified.</param>
/// <param name="Spectrum">Singular values over the largest, to four decimals, after the last epoch at outputs of blocks;
/// else empty.</param>
[Digits(7, ListDecimals = 4)]
internal sealed record RankRow(
    int Epoch,
    RankSource Source,
    string Place,
    int Channels,
    long Samples,
    Unfolding Unfolding,
    ChannelScaling Scaling,
    double EffectiveRank,
    double StableRank,
    double RankRatio,
    double Saturation,
    double DeadUnits,
    double ClippedUnits,
    double Zeros,
    IReadOnlyList<double> Spectrum)
{
    /// <summary>Name of the table.</summary>
    public const string FileName = "feature-rank.csv";

    internal static RankRow Of(int epoch, PlaceRank rank, RectifierShares? shares, bool withSpectrum) => new(
        epoch,
        rank.Source,
        rank.Place,
        rank.Channels,
        rank.Samples,
        rank.Convention.Unfolding,
        rank.Convention.Scaling,
        rank.EffectiveRank,
        rank.StableRank,
        rank.RankRatio,
        rank.Saturation,
        shares?.DeadUnits ?? double.NaN,
        shares?.ClippedUnits ?? double.NaN,
        shares?.Zeros ?? double.NaN,
        withSpectrum ? [.. rank.Spectrum.SingularValues.Select(value => value / Math.Max(double.Epsilon, rank.Spectrum.SingularValues[0]))] : []);
}

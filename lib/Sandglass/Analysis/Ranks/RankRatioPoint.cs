using Sandglass.Blocks;

namespace Sandglass.Analysis.Ranks;

/// <summary>A point of a rank-ratio curve: random networks of one kind at one ratio of input to output channels.</summary>
/// <param name="Block">What was built.</param>
/// <param name="Activation">Its non-linearity.</param>
/// <param name="ChannelRatio">Input over output channels.</param>
/// <param name="RankRatios">Rank of the output over its channels, one value a network.</param>
public sealed record RankRatioPoint(
    RandomBlock Block, Activation Activation, double ChannelRatio, IReadOnlyList<double> RankRatios)
{
    /// <summary>Mean over the networks.</summary>
    public double Mean => RankRatios.Average();
}

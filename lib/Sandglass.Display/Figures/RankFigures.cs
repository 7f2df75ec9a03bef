using Sandglass.Analysis.Ranks;
using Sandglass.Studies.Inside;

namespace Sandglass.Display.Figures;

/// <summary>The figures of what is lost along depth: ranks, rectified units, and what a linear probe can still read.</summary>
public static class RankFigures
{
    /// <summary>A rank at the outputs of blocks after the last epoch, with its nulls; one panel a group.</summary>
    /// <param name="rows">What was observed.</param>
    /// <param name="scaling">What was done to each channel first.</param>
    /// <param name="quantity">Null: the effective rank.</param>
    /// <exception cref="ArgumentException">There is no row of that scaling.</exception>
    public static Figure AlongDepth(
        IReadOnlyList<Observed<RankRow>> rows, ChannelScaling scaling = ChannelScaling.Standardized, RankQuantity? quantity = null) =>
        RankAlongDepth.Build(rows, scaling, quantity ?? RankQuantity.EffectiveRank);

    /// <summary>Share of dead units and of zeros after the rectified layers of each block, after the last epoch; a row of
    /// panels each.</summary>
    /// <param name="rows">What was observed.</param>
    /// <exception cref="ArgumentException">Nothing was rectified.</exception>
    public static Figure Rectified(IReadOnlyList<Observed<RankRow>> rows) => RectifiedAlongDepth.Build(rows);

    /// <summary>Accuracy (%) of linear probes at equal dimension and regularisation along depth; one panel a group.</summary>
    /// <param name="rows">What was observed.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static Figure LinearProbes(IReadOnlyList<Observed<LinearProbeRow>> rows) => ProbesAlongDepth.Build(rows);

    /// <summary>Singular values at the output of a block after the last epoch, on a logarithmic axis; one panel a group.</summary>
    /// <param name="rows">What was observed.</param>
    /// <param name="place">Dotted name of the place; null for the last with a recorded spectrum.</param>
    /// <exception cref="ArgumentException">No spectrum was recorded there.</exception>
    public static Figure Spectra(IReadOnlyList<Observed<RankRow>> rows, string? place = null) => SingularValueSpectra.Build(rows, place);

    /// <summary>ReXNet's rank ratios of random networks; one panel an activation.</summary>
    /// <param name="points">The points of several curves.</param>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static Figure RandomNetworks(IReadOnlyList<RankRatioPoint> points) => RankRatioCurves.Build(points);
}

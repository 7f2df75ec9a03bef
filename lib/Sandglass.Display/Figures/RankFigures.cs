using Sandglass.Analysis.Ranks;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Studies;
using Sandglass.Studies.Diagnostics;

namespace Sandglass.Display.Figures;

/// <summary>The figures of what is lost along depth: ranks, rectified units, and what a linear probe can still read.</summary>
internal static class RankFigures
{
    /// <summary>A rank at the outputs of blocks after the last epoch, with its nulls; one panel a group.</summary>
    /// <param name="rows">What was observed.</param>
    /// <param name="scaling">What was done to each channel first.</param>
    /// <param name="quantity">Null: the effective rank.</param>
    /// <exception cref="ArgumentException">There is no row of that scaling.</exception>
    public static Figure AlongDepth(
        IReadOnlyList<Observed<RankRow>> rows, ChannelScaling scaling = ChannelScaling.Standardized, RankQuantity? quantity = null)
    {
        quantity ??= RankQuantity.EffectiveRank;
        var blocks = rows.Where(r => r.Row.Scaling == scaling && r.Row.Place.Split('.') is ["stem", "out"] or [_, _, "out"]).ToArray();
        Seeds.Require(blocks);
        var last = blocks.Max(r => r.Row.Epoch);
        var depth = Depth.Of(blocks.Select(r => r.Row.Place));
        IReadOnlyList<Reading> Of(RankSource source) => depth.Read(
            blocks.Where(r => r.Row.Source == source && (r.Row.Epoch == last || source == RankSource.Untrained)), row => row.Place, quantity.Of);
        var samples = blocks[0].Row.Unfolding == Unfolding.Pixels ? "pixels" : "images";
        return new Figure(
            FormattableString.Invariant($"{quantity.Id}-{scaling}-along-depth").ToLowerInvariant(),
            quantity.Title,
            FormattableString.Invariant($"{Seeds.Describe(blocks)} After epoch {last}, validation {samples} by channels, {Words(scaling)}. Grey: each channel's values permuted, and Gaussian numbers, mean over all families."),
            depth.Panels(
                quantity.Label,
                quantity.Most,
                new(Of(RankSource.Gaussian)) { Common = NullPalette.Of("Gaussian", LineForm.Dotted) },
                new(Of(RankSource.Permuted)) { Common = NullPalette.Of("Permuted", LineForm.Dashed) },
                new(Of(RankSource.Untrained)) { NullName = "before training" },
                new(Of(RankSource.Network))));
    }

    /// <summary>Share of dead units and of zeros after the rectified layers of each block, after the last epoch; a row of
    /// panels each.</summary>
    /// <param name="rows">What was observed.</param>
    /// <exception cref="ArgumentException">Nothing was rectified.</exception>
    public static Figure Rectified(IReadOnlyList<Observed<RankRow>> rows)
    {
        var network = rows.Where(r => r.Row.Source == RankSource.Network).ToArray();
        var last = network.Select(r => r.Row.Epoch).DefaultIfEmpty().Max();
        // A place has a row for every scaling, with the same shares in each.
        var rectified = network.Where(r => r.Row.Epoch == last && double.IsFinite(r.Row.Zeros))
            .DistinctBy(r => (r.Group, r.Arm, r.Seed, r.Row.Place))
            .ToArray();
        Seeds.Require(rectified);
        var depth = Depth.Of(network.Select(r => r.Row.Place));
        IReadOnlyList<Panel> Panels(string label, Func<RankRow, double> share) =>
            depth.Panels(label, 100, new ReadingLayer(depth.Read(rectified, row => row.Place, row => 100 * share(row))));
        Panel[] panels = [.. Panels("Zeros among the activations (%)", row => row.Zeros), .. Panels("Units that are always 0 (%)", row => row.DeadUnits)];
        return new Figure(
            "rectified-along-depth",
            "What rectifiers cut away",
            FormattableString.Invariant($"{Seeds.Describe(rectified)} After epoch {last}, on validation images; mean over the rectified layers of each block. A unit is a channel over all images and pixels."),
            panels)
        {
            Columns = panels.Length / 2,
        };
    }

    /// <summary>Accuracy (%) of linear probes along depth: a row of panels from all features, one at equal dimension; one panel a
    /// group.</summary>
    /// <param name="rows">What was observed.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static Figure LinearProbes(IReadOnlyList<Observed<LinearProbeRow>> rows)
    {
        Seeds.Require(rows);
        var last = rows.Max(r => r.Row.Epoch);
        var shown = rows.Where(r => r.Row.Epoch == last).ToArray();
        var depth = Depth.Of(shown.Select(r => r.Row.Place));
        Panel[] Panels(ProbeWidth width, string label) =>
            [.. depth.Panels(label, 100, new ReadingLayer(depth.Read([.. shown.Where(r => r.Row.Width == width)], row => row.Place, row => 100 * row.Accuracy)))];
        Panel[] full = Panels(ProbeWidth.Full, "All features: accuracy (%)");
        Panel[] equal = Panels(ProbeWidth.EqualDimension, "Equal dimension: accuracy (%)");
        return new Figure(
            "linear-probes-along-depth",
            "What a linear probe can read along depth",
            FormattableString.Invariant($"{Seeds.Describe(shown)} After epoch {last}: ridge classifiers on training images, accuracy on validation images, from all features of a block's output and from random projections to {shown.First(r => r.Row.Width == ProbeWidth.EqualDimension).Row.Dimension} dimensions, with equal regularisation."),
            [.. full, .. equal])
        {
            Columns = full.Length,
        };
    }

    /// <summary>Singular values at the output of a block after the last epoch, on a logarithmic axis; one panel a group.</summary>
    /// <param name="rows">What was observed.</param>
    /// <param name="place">Dotted name of the place; null for the last with a recorded spectrum.</param>
    /// <exception cref="ArgumentException">No spectrum was recorded there.</exception>
    public static Figure Spectra(IReadOnlyList<Observed<RankRow>> rows, string? place = null) => SingularValueSpectra.Build(rows, place);

    /// <summary>ReXNet's rank ratios of random networks; one panel an activation.</summary>
    /// <param name="points">The points of several curves.</param>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static Figure RandomNetworks(IReadOnlyList<RankRatioPoint> points) => RankRatioCurves.Build(points);

    private static string Words(ChannelScaling scaling) => scaling switch
    {
        ChannelScaling.Raw => "as they are",
        ChannelScaling.Centered => "each channel's mean subtracted",
        _ => "each channel standardised",
    };
}

/// <summary>What a figure of feature ranks shows of each place.</summary>
internal sealed record RankQuantity
{
    private RankQuantity(string id, string title, string label, Func<RankRow, double> of) =>
        (Id, Title, Label, Of) = (id, title, label, of);

    /// <summary>Effective rank over the channels, in [0, 1].</summary>
    public static RankQuantity EffectiveRank { get; } =
        new("effective-rank", "Effective rank along depth", "Effective rank over channels (share)", row => row.EffectiveRank / row.Channels);

    /// <summary>Effective rank itself, in directions: a narrow output has a high share of few.</summary>
    public static RankQuantity Directions { get; } =
        new("directions", "Effective rank along depth, in directions", "Effective rank (directions)", row => row.EffectiveRank);

    /// <summary>Stable rank over the channels, in [0, 1].</summary>
    public static RankQuantity StableRank { get; } =
        new("stable-rank", "Stable rank along depth", "Stable rank over channels (share)", row => row.StableRank / row.Channels);

    /// <summary>Numerical rank over the channels (ReXNet), in [0, 1].</summary>
    public static RankQuantity RankRatio { get; } =
        new("rank-ratio", "Rank ratio along depth", "Numerical rank over channels (share)", row => row.RankRatio);

    /// <summary>Share of the directions that hold 99 % of the variance, in [0, 1].</summary>
    public static RankQuantity Saturation { get; } =
        new("saturation", "Saturation along depth", "Directions for 99 % of the variance (share)", row => row.Saturation);

    internal string Id { get; }
    internal double Most => Id == Directions.Id ? double.PositiveInfinity : 1;
    internal string Title { get; }
    internal string Label { get; }
    internal Func<RankRow, double> Of { get; }
}

using Sandglass.Analysis.Ranks;
using Sandglass.Display.Style;
using Sandglass.Studies.Inside;

namespace Sandglass.Display.Figures;

/// <summary>Builds the profile of a rank along depth with its nulls.</summary>
internal static class RankAlongDepth
{
    /// <summary>The figure.</summary>
    public static Figure Build(IReadOnlyList<Observed<RankRow>> rows, ChannelScaling scaling, RankQuantity quantity)
    {
        var blocks = rows.Where(r => r.Row.Scaling == scaling && IsBlock(r.Row.Place)).ToArray();
        ObservedSeeds.Require(blocks);
        var last = blocks.Max(r => r.Row.Epoch);
        var depth = DepthReadings.Of(blocks.Select(r => r.Row.Place));
        IReadOnlyList<Reading> Of(RankSource source) => depth.Read(
            blocks.Where(r => r.Row.Source == source && (r.Row.Epoch == last || source == RankSource.Untrained)), row => row.Place, quantity.Of);
        var samples = blocks[0].Row.Unfolding == Unfolding.Pixels ? "pixels" : "images";
        return new Figure(
            FormattableString.Invariant($"{quantity.Id}-{scaling}-along-depth").ToLowerInvariant(),
            quantity.Title,
            FormattableString.Invariant($"{ObservedSeeds.Describe(blocks)} After epoch {last}, validation {samples} by channels, {Words(scaling)}. Thin, pale: the same networks before training. Grey: each channel's values permuted, and Gaussian numbers, mean over all families."),
            new ReadingPanels(
                [
                    new(Of(RankSource.Gaussian)) { Common = NullPalette.Of("Gaussian", LineForm.Dotted) },
                    new(Of(RankSource.Permuted)) { Common = NullPalette.Of("Permuted", LineForm.Dashed) },
                    new(Of(RankSource.Untrained)) { IsPale = true },
                    new(Of(RankSource.Network)),
                ],
                depth.Axis,
                quantity.Label)
            {
                Least = 0,
                Most = quantity.Most,
                Where = block => depth.Blocks[block],
            }.Build());
    }

    /// <summary>Whether a place is the stem's output or a block's.</summary>
    public static bool IsBlock(string place) => place.Split('.') is ["stem", "out"] or [_, _, "out"];

    private static string Words(ChannelScaling scaling) => scaling switch
    {
        ChannelScaling.Raw => "as they are",
        ChannelScaling.Centered => "each channel's mean subtracted",
        _ => "each channel standardised",
    };
}

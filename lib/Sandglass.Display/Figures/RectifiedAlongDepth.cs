using Sandglass.Analysis.Ranks;
using Sandglass.Studies.Inside;

namespace Sandglass.Display.Figures;

/// <summary>Builds the figure of what rectifiers cut away along depth.</summary>
internal static class RectifiedAlongDepth
{
    /// <summary>The figure.</summary>
    public static Figure Build(IReadOnlyList<Observed<RankRow>> rows)
    {
        var network = rows.Where(r => r.Row.Source == RankSource.Network).ToArray();
        var last = network.Select(r => r.Row.Epoch).DefaultIfEmpty().Max();
        // A place has a row for every scaling, with the same shares in each.
        var rectified = network.Where(r => r.Row.Epoch == last && double.IsFinite(r.Row.Zeros))
            .DistinctBy(r => (r.Group, r.Arm, r.Seed, r.Row.Place))
            .ToArray();
        ObservedSeeds.Require(rectified);
        var depth = DepthReadings.Of(network.Select(r => r.Row.Place));
        IReadOnlyList<Panel> Panels(string label, Func<RankRow, double> share) =>
            new ReadingPanels([new(depth.Read(rectified, row => row.Place, row => 100 * share(row)))], depth.Axis, label)
            {
                Least = 0,
                Most = 100,
                Where = block => depth.Blocks[block],
            }.Build();
        Panel[] panels = [.. Panels("Zeros among the activations (%)", row => row.Zeros), .. Panels("Units that are always 0 (%)", row => row.DeadUnits)];
        return new Figure(
            "rectified-along-depth",
            "What rectifiers cut away",
            FormattableString.Invariant($"{ObservedSeeds.Describe(rectified)} After epoch {last}, on validation images; mean over the rectified layers of each block. A unit is a channel over all images and pixels."),
            panels)
        {
            Columns = panels.Length / 2,
        };
    }
}

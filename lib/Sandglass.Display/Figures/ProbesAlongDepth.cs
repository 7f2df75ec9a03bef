using Sandglass.Studies.Inside;

namespace Sandglass.Display.Figures;

/// <summary>Builds the figure of linear probes along depth.</summary>
internal static class ProbesAlongDepth
{
    /// <summary>The figure.</summary>
    public static Figure Build(IReadOnlyList<Observed<LinearProbeRow>> rows)
    {
        ObservedSeeds.Require(rows);
        var last = rows.Max(r => r.Row.Epoch);
        var shown = rows.Where(r => r.Row.Epoch == last).ToArray();
        var depth = DepthReadings.Of(shown.Select(r => r.Row.Place));
        return new Figure(
            "linear-probes-along-depth",
            "What a linear probe can read along depth",
            FormattableString.Invariant($"{ObservedSeeds.Describe(shown)} After epoch {last}: ridge classifiers on training images, accuracy on validation images, every place projected to {shown[0].Row.Dimension} dimensions with equal regularisation."),
            new ReadingPanels(
                [new(depth.Read(shown, row => row.Place, row => 100 * row.Accuracy))], depth.Axis, "Accuracy of a linear probe (%)")
            {
                Least = 0,
                Most = 100,
                Where = block => depth.Blocks[block],
            }.Build());
    }
}

using Sandglass.Counting;
using Sandglass.Display;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;

namespace Sandglass;

/// <summary>Where the cost of a network lies, in multiply-adds, bytes and milliseconds, and how far its weights reach.</summary>
public static partial class NetworkCosts
{
    /// <summary>Multiply-adds and bytes of one image by stage, stacked by kind of layer.</summary>
    /// <param name="count">The count of a network.</param>
    /// <exception cref="ArgumentException">No layer carries weights.</exception>
    public static Figure CostByStage(this NetworkCount count) => CostFigures.ByStage(count);

    /// <summary>How far the weights of each channel reach, of all depthwise layers: what one scale a layer has to serve where it is quantized.</summary>
    /// <param name="run">A run that leaves a network with depthwise convolutions.</param>
    /// <exception cref="WorkbenchException">It leaves none, or its weights are damaged.</exception>
    public static Figure WeightRanges(this Run run) => WeightRangeFigure.Of(run);

    /// <summary>Shares of the kinds of layers in the multiply-adds and in the bytes that are written.</summary>
    /// <param name="counts">Counts of networks.</param>
    public static Table CostByKind(params IReadOnlyList<NetworkCount> counts) => Table.Of(
        ["network", "kind of layer", "#multiply-adds", "#share", "#bytes written", "#share"],
        from count in counts
        from kind in LayerPalette.Kinds
        let layers = count.Layers.Where(layer => layer.Type == kind.Type).ToArray()
        where layers.Length > 0
        let cost = (MultiplyAdds: layers.Sum(layer => layer.MultiplyAdds), Bytes: layers.Sum(layer => layer.OutputBytes))
        select (string[])
        [
            count.Name,
            kind.Name.ToLowerInvariant(),
            FormattableString.Invariant($"{cost.MultiplyAdds / 1e6:n1} M"),
            Share(cost.MultiplyAdds, count.MultiplyAdds),
            FormattableString.Invariant($"{cost.Bytes / 1048576.0:n1} MiB"),
            Share(cost.Bytes, count.ActivationBytes),
        ]);

    private static string Share(long part, long whole) => FormattableString.Invariant($"{100.0 * part / whole:0.0} %");
}

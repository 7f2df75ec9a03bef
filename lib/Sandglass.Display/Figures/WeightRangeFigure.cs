using Sandglass.Deployment.Export;
using Sandglass.Deployment.Onnx;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;

namespace Sandglass.Display.Figures;

/// <summary>The figure of how far the weights of a layer's channels reach: what one scale for all of them has to serve.</summary>
internal static class WeightRangeFigure
{
    private const double Least = -5; // of the logarithms that are drawn
    private const int RowHeight = 24;
    private const int Around = 235; // title, legend, axis and note
    private static readonly SeriesStyle Channels = new("A channel", FamilyPalette.Ink, MarkerForm.Circle, LineForm.None);

    /// <summary>The largest weight of each channel over the largest of its layer (logarithmic), a row a depthwise layer, BatchNorm folded in;
    /// lines below which one scale a layer makes all weights of a channel zeros, in 8 and in 4 bits.</summary>
    /// <param name="run">A run that leaves a network.</param>
    /// <exception cref="WorkbenchException">It leaves none, its weights are damaged, or it has no depthwise layer.</exception>
    public static Figure Of(Run run)
    {
        var graph = RunExport.Of(run);
        var layers = graph.Nodes.Where(node => node.Operator == "Conv" && node.Get("group", 1L) > 1).Select(node => (Name: Short(node.Name), Shares: Shares(graph, node))).ToArray();
        if (layers.Length == 0)
        {
            throw new WorkbenchException($"run {run.Hash} has no depthwise convolution, whose channels could differ; use one of another network");
        }

        double[] all = [.. layers.SelectMany(layer => layer.Shares)];
        // Channels that would lie on each other are one point: a notebook has room for 300 kB.
        Mark[] channels = [.. layers.Index().SelectMany(layer => layer.Item.Shares.Select(share => Channel(share, layers.Length - 1 - layer.Index)).DistinctBy(mark => mark.X))];
        var y = Axis.OfWords("", [.. layers.Select(layer => layer.Name).Reverse()]);
        return new Figure(
            "weight-ranges",
            $"How far the weights of a channel reach: {run.Name}",
            FormattableString.Invariant($"Depthwise layers, BatchNorm folded in: the largest weight of each channel over that of its layer. With one scale a layer, all weights of a channel left of a line are rounded to 0: {Zeros(4)} of {all.Length} channels in 4 bits, {Zeros(8)} in 8."),
            [
                new Panel(
                    "",
                    Axis.Around("Largest weight (share of the layer's)", [.. channels.Select(mark => mark.X), Math.Log10(Border(8))], least: Least) with { IsLogarithmic = true },
                    y,
                    [
                        Line(8, LineForm.Dotted, y),
                        Line(4, LineForm.Dashed, y),
                        new Series(Channels, Spread.Bars, channels),
                    ]),
            ])
        {
            FurtherHeight = (RowHeight * layers.Length) + Around - Figure.UsualHeight,
            StandsByPictures = true,
        };

        int Zeros(int bits) => all.Count(share => share <= Border(bits));
    }

    // Half a step, of 2ᵇ⁻¹ − 1 steps to the largest weight of the layer.
    private static double Border(int bits) => 0.5 / ((1 << (bits - 1)) - 1);

    private static double[] Shares(OnnxGraph graph, OnnxNode conv)
    {
        var weight = graph.Constants[conv.Inputs[1]];
        double[] largest = [.. weight.ToSingles().Chunk((int)(weight.Count / weight.Shape[0])).Select(channel => (double)channel.Max(Math.Abs))];
        return [.. largest.Select(value => value / largest.Max())];
    }

    private static Mark Channel(double share, int row)
    {
        var at = Math.Round(Math.Max(Least, Math.Log10(share)), 2);
        return new(at, row, FormattableString.Invariant($"{100 * Math.Pow(10, at):0.##} %"));
    }

    private static Series Line(int bits, LineForm form, Axis y) => new(
        new SeriesStyle(FormattableString.Invariant($"Half a step of {bits} bits"), "#bc4c00", MarkerForm.None, form), Spread.Band, [new(Math.Log10(Border(bits)), y.Low), new(Math.Log10(Border(bits)), y.High)]);

    private static string Short(string layer) => layer.Replace("stage", "", StringComparison.Ordinal).Replace("block", "", StringComparison.Ordinal).Replace(".conv", "", StringComparison.Ordinal);
}

using Sandglass.Counting;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;

namespace Sandglass.Display.Figures;

/// <summary>The figures that show where in a network its cost lies.</summary>
internal static class CostFigures
{
    private const double Mebi = 1 << 20;

    /// <summary>
    /// Multiply-adds of one image (M) and the bytes that one image moves (MiB) by stage, stacked by kind of layer. Bytes
    /// are the weights, read once, and the outputs of the layers, written once, in single precision.
    /// </summary>
    /// <param name="count">The count of a network.</param>
    /// <exception cref="ArgumentException">No layer carries weights.</exception>
    public static Figure ByStage(NetworkCount count)
    {
        var kinds = LayerPalette.Kinds.Select(kind => kind.Type).ToHashSet();
        var stages = count.Layers.Where(layer => kinds.Contains(layer.Type)).GroupBy(layer => Stage(layer.Name)).ToArray();
        if (stages.Length == 0)
        {
            throw new ArgumentException("The count has no layer with weights.", nameof(count));
        }
        return new Figure(
            $"cost-{count.Name.Replace('.', '-')}",
            $"{count.Name}: where the multiply-adds and the bytes go",
            "Multiply-adds of one image, counted over convolutions and linear layers. Bytes: weights read once and outputs written once, in single precision, BatchNorm and activations folded in.",
            [
                Panel("Multiply-adds (M)", stages, layer => layer.MultiplyAdds / 1e6),
                Panel("Bytes (MiB)", stages, layer => (layer.WeightBytes + layer.OutputBytes) / Mebi),
            ]);
    }

    /// <summary>What an axis calls the stage of a layer or operator.</summary>
    /// <param name="layer">Its dotted name.</param>
    internal static string Stage(string layer)
    {
        var first = layer.Split('.')[0];
        return first.StartsWith("stage", StringComparison.Ordinal) ? first[5..] : first switch { "classifier" => "fc", "images" => "in", _ => first };
    }

    private static Panel Panel(string quantity, IGrouping<string, LayerCount>[] stages, Func<LayerCount, double> cost)
    {
        var highest = stages.Max(stage => stage.Sum(cost));
        return new Panel(
            quantity,
            new Axis("Stage", -0.6, stages.Length - 0.4) { Words = [.. stages.Select(stage => stage.Key)] },
            new Axis(quantity, 0, 1.06 * highest),
            [])
        {
            Bars =
            [
                .. from kind in LayerPalette.Kinds
                   let parts = stages.Select(stage => stage.Where(layer => layer.Type == kind.Type).Sum(cost)).ToArray()
                   where parts.Any(part => part > 0)
                   select new BarSeries(kind.Name, kind.Colour, parts, [.. stages.Zip(parts, (stage, part) => Remark(stage.Key, kind.Name, part))]),
            ],
        };
    }

    private static string Remark(string stage, string kind, double part) =>
        FormattableString.Invariant($"{stage}, {kind.ToLowerInvariant()}: {part:0.##}");
}

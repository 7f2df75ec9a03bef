using Sandglass;
using Sandglass.Counting;
using Sandglass.Display;
using static Workbench.Reports.Wording;

namespace Workbench.Reports;

/// <summary>The tables of <c>count</c>: a row a block, or a row a layer.</summary>
internal static class CountView
{
    internal static void Write(TextWriter output, NetworkPlan plan, NetworkCount count, bool layers)
    {
        output.WriteLine(Title(plan));
        output.WriteLine();
        var sections = CountSection.Of(plan, count);
        (layers ? Layers(sections, count) : Blocks(sections, count)).Write(output);
        output.WriteLine();
        output.WriteLine("Multiply-adds: products of convolutions and classifier for one image, no bias;");
        output.WriteLine("BatchNorm, activations, pool and shortcuts do not count (see --conventions).");
        output.WriteLine("Parameters: all that is trained, BatchNorm's scale and shift included.");
        output.WriteLine($"Single precision: {CellText.Whole(count.WeightBytes)} bytes of weights; kB (1,000 bytes) of activations");
        output.WriteLine("as convolutions and classifier write them. Field: pixels that one output sees.");
    }

    internal static string Title(NetworkPlan plan) =>
        $"{plan.Name} at {plan.InputChannels}×{plan.Resolution}×{plan.Resolution}, {CellText.Whole(plan.Classes)} classes";

    private static Table Blocks(IEnumerable<CountSection> sections, NetworkCount count) => Table.Of(
        ["Block", "Layout", "#s", "Output", "#Params", "#%", "#Multiply-\nadds", "#%", "#Act.\nkB", "#Field"],
        sections.Select(section => (string[])
        [
            section.Name.Replace(".block", ".", StringComparison.Ordinal),
            section.Layout,
            section.Stride,
            Shape(section.Last.OutputShape),
            CellText.Whole(section.Count.Parameters),
            Percent(section.Count.Parameters, count.Parameters),
            CellText.Whole(section.Count.MultiplyAdds),
            Percent(section.Count.MultiplyAdds, count.MultiplyAdds),
            Kilobytes(section.Count.ActivationBytes),
            CellText.Whole(section.Last.ReceptiveField),
        ])) with
    {
        Totals =
        [
            "total", "", "", "", CellText.Whole(count.Parameters), "100", CellText.Whole(count.MultiplyAdds), "100", Kilobytes(count.ActivationBytes), CellText.Whole(count.ReceptiveField),
        ],
    };

    private static Table Layers(IEnumerable<CountSection> sections, NetworkCount count) => Table.Of(
        ["Layer", "Type", "Output", "#Params", "#Multiply-\nadds", "#Field"],
        sections.SelectMany(section => section.Count.Layers.Select(layer => (string[])
        [
            "  " + Within(section.Name, layer.Name),
            layer.Type.ToString().ToLowerInvariant(),
            Shape(layer.OutputShape),
            CellText.Whole(layer.Parameters),
            CellText.Whole(layer.MultiplyAdds),
            CellText.Whole(layer.ReceptiveField),
        ]).Prepend([section.Name, section.Layout, "", "", "", ""]))) with
    {
        Totals = ["total", "", "", CellText.Whole(count.Parameters), CellText.Whole(count.MultiplyAdds), CellText.Whole(count.ReceptiveField)],
    };

    private static string Within(string section, string layer) => layer == section ? layer : layer[(section.Length + 1)..];

    private static string Kilobytes(long bytes) => CellText.Whole((bytes + 500) / 1000);
}

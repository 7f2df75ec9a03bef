using Sandglass;
using Sandglass.Counting;
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
        output.WriteLine($"Single precision: {Grouped(count.WeightBytes)} bytes of weights; kB (1,000 bytes) of activations");
        output.WriteLine("as convolutions and classifier write them. Field: pixels that one output sees.");
    }

    internal static string Title(NetworkPlan plan) =>
        $"{plan.Name} at {plan.InputChannels}×{plan.Resolution}×{plan.Resolution}, {Grouped(plan.Classes)} classes";

    private static TextTable Blocks(IEnumerable<CountSection> sections, NetworkCount count)
    {
        var table = TextTable.Of(
            "Block", "Layout", "#s", "Output", "#Params", "#%", "#Multiply-\nadds", "#%", "#Act.\nkB", "#Field");
        foreach (var section in sections)
        {
            var part = section.Count;
            table.Add(
                section.Name.Replace(".block", ".", StringComparison.Ordinal),
                section.Layout,
                section.Stride,
                Shape(section.Last.OutputShape),
                Grouped(part.Parameters),
                Percent(part.Parameters, count.Parameters),
                Grouped(part.MultiplyAdds),
                Percent(part.MultiplyAdds, count.MultiplyAdds),
                Kilobytes(part.ActivationBytes),
                Grouped(section.Last.ReceptiveField));
        }

        table.AddTotals(
            "total",
            "",
            "",
            "",
            Grouped(count.Parameters),
            "100",
            Grouped(count.MultiplyAdds),
            "100",
            Kilobytes(count.ActivationBytes),
            Grouped(count.ReceptiveField));
        return table;
    }

    private static TextTable Layers(IEnumerable<CountSection> sections, NetworkCount count)
    {
        var table = TextTable.Of("Layer", "Type", "Output", "#Params", "#Multiply-\nadds", "#Field");
        foreach (var section in sections)
        {
            table.Add(section.Name, section.Layout, "", "", "", "");
            foreach (var layer in section.Count.Layers)
            {
                table.Add(
                    "  " + Within(section.Name, layer.Name),
                    layer.Type.ToString().ToLowerInvariant(),
                    Shape(layer.OutputShape),
                    Grouped(layer.Parameters),
                    Grouped(layer.MultiplyAdds),
                    Grouped(layer.ReceptiveField));
            }
        }

        table.AddTotals(
            "total", "", "", Grouped(count.Parameters), Grouped(count.MultiplyAdds), Grouped(count.ReceptiveField));
        return table;
    }

    private static string Within(string section, string layer) => layer == section ? layer : layer[(section.Length + 1)..];

    private static string Kilobytes(long bytes) => Grouped((bytes + 500) / 1000);
}

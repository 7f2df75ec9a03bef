using Sandglass;
using Sandglass.Blocks;
using Sandglass.Counting;

namespace Workbench.Reports;

/// <summary>A part of a network as the tables show it: stem, block, head convolution, pool or classifier.</summary>
/// <param name="Name">Dotted name.</param>
/// <param name="Layout">Channels from input to output, with the narrow or wide middle.</param>
/// <param name="Stride">Step; empty where there is none to speak of.</param>
/// <param name="Count">Its rows of the count.</param>
internal sealed record CountSection(string Name, string Layout, string Stride, NetworkCount Count)
{
    internal LayerCount Last => Count.Layers[^1];

    /// <summary>All sections in order; together they hold every row of the count.</summary>
    internal static IEnumerable<CountSection> Of(NetworkPlan plan, NetworkCount count)
    {
        yield return Of(plan.Stem, count);
        foreach (var (name, block) in plan.Blocks)
        {
            yield return new(name, LayoutOf(block), $"{block.Stride}", count.Below(name));
        }

        foreach (var conv in plan.Head)
        {
            yield return Of(conv, count);
        }

        yield return new("pool", $"{plan.Features}", "", count.Below("pool"));
        yield return new("classifier", $"{plan.Features}→{plan.Classes}", "", count.Below("classifier"));
    }

    private static CountSection Of(ConvSpec conv, NetworkCount count) =>
        new(conv.Name, $"{conv.InChannels}→{conv.OutChannels}", $"{conv.Stride}", count.Below(conv.Name));

    private static string LayoutOf(BlockSpec block) => block.OmitsEntry
        ? $"{block.InChannels}→{block.OutChannels}"
        : $"{block.InChannels}→{block.HiddenChannels}→{block.OutChannels}";
}

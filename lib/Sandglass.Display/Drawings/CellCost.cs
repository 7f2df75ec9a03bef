using System.Globalization;
using Sandglass.Counting;
using Sandglass.Search.Networks;

namespace Sandglass.Display.Drawings;

/// <summary>
/// What the first cell of a kind costs in a network: its place among the cells, from 1, its width, the sides of its input
/// and output in pixels, what brings its two inputs to its width, its edges in the genotype's order, and all of it.
/// </summary>
internal sealed record CellCost(
    int Number, int Cells, int Channels, int InSize, int OutSize, IReadOnlyList<Cost> Inputs, IReadOnlyList<Cost> Edges, Cost Whole)
{
    /// <summary>The first normal and the first reduction cell of a network; null where it has none of the kind.</summary>
    public static (CellCost? Normal, CellCost? Reduction) Of(CellNetworkPlan plan, NetworkCount count)
    {
        CellCost? normal = null, reduction = null;
        var width = plan.Channels;
        for (var number = 1; number <= plan.Cells; number++)
        {
            var channels = ShapeOf(count, number, "node1")[0];
            // The width doubles at each reduction, and only there.
            if (channels > width)
            {
                reduction ??= Of(plan, count, number, plan.Genotype.Reduction.Edges.Count);
            }
            else
            {
                normal ??= Of(plan, count, number, plan.Genotype.Normal.Edges.Count);
            }
            width = channels;
        }
        return (normal, reduction);
    }

    private static CellCost Of(CellNetworkPlan plan, NetworkCount count, int number, int edges)
    {
        Cost Part(string name) => Cost.Of(count.Below(FormattableString.Invariant($"cell{number}{name}")));
        var after = ShapeOf(count, number, "node1");
        return new CellCost(
            number,
            plan.Cells,
            after[0],
            ShapeOf(count, number, "input2.norm")[1],
            after[1],
            [Part(".input1"), Part(".input2")],
            [.. Enumerable.Range(1, edges).Select(edge => Part(FormattableString.Invariant($".edge{edge}")))],
            Part(""));
    }

    private static IReadOnlyList<int> ShapeOf(NetworkCount count, int cell, string part) =>
        count.Layers.Single(layer => layer.Name == FormattableString.Invariant($"cell{cell}.{part}")).OutputShape;
}

/// <summary>What a part of a network costs for one image.</summary>
internal sealed record Cost(long Parameters, long MultiplyAdds)
{
    public IReadOnlyList<string> Lines => [ParameterWords, MultiplyAddWords];
    public string Line => $"{ParameterWords}, {MultiplyAddWords}";

    public static Cost Of(NetworkCount count) => new(count.Parameters, count.MultiplyAdds);

    private string ParameterWords => Parameters == 0 ? "no parameters" : Words($"{Parameters:n0} parameters");

    private string MultiplyAddWords => MultiplyAdds switch
    {
        0 => "no multiply-adds",
        >= 1_000_000 => Words($"{MultiplyAdds / 1e6:0.00} M multiply-adds"),
        >= 10_000 => Words($"{MultiplyAdds / 1e3:0.0} k multiply-adds"),
        _ => Words($"{MultiplyAdds:n0} multiply-adds"),
    };

    private static string Words(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}

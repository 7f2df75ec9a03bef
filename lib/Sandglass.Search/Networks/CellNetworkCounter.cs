using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Search.Space;

namespace Sandglass.Search.Networks;

/// <summary>
/// Counts a genotype's network from its plan, for one image; no weights are built. The rows bear the built module's
/// names, and a test holds the two together. Taps that fall on padding count like any other.
/// </summary>
public static class CellNetworkCounter
{
    /// <summary>Rows in the order of execution; those of the auxiliary classifier, if there is one, under <c>auxiliary</c>.</summary>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    public static NetworkCount Count(CellNetworkPlan plan)
    {
        plan.Validated();
        var (counts, shapes) = (new LayerCounts(hasScales: true), plan.Shapes);
        var last = counts.Add("stem", CellInputs.Stem(plan.InputChannels, shapes.StemChannels, plan.StemStride), new MapState(plan.InputChannels, plan.Resolution, 1, 1));
        var beforeLast = last;
        foreach (var shape in shapes.Cells)
        {
            (beforeLast, last) = (last, Cell(counts, shape, plan.CellOf(shape), beforeLast, last));
            if (plan.Auxiliary && shape == shapes.Auxiliary)
            {
                Auxiliary(counts, last, plan.Classes);
            }
        }

        counts.GlobalPool("pool", last);
        counts.Linear("classifier", shapes.Features, plan.Classes, last);
        return new NetworkCount(plan.Name, counts.Rows);
    }

    private static MapState Cell(LayerCounts counts, CellShape shape, CellGenotype cell, MapState beforeLast, MapState last)
    {
        var maps = new List<MapState>
        {
            counts.Add($"{shape.Name}.input1", CellInputs.First(shape), beforeLast),
            counts.Add($"{shape.Name}.input2", CellInputs.Second(shape), last),
        };
        for (var node = 0; node < cell.Nodes; node++)
        {
            var ends = Enumerable.Range(2 * node, 2).Select(i => counts.Add(
                $"{shape.Name}.edge{i + 1}", cell.Edges[i].Operation.Layers(shape.Channels, shape.StrideFrom(cell.Edges[i].From)), maps[cell.Edges[i].From])).ToArray();
            maps.Add(counts.Sum($"{shape.Name}.node{node + 1}", ends[0], ends[1]));
        }

        return cell.Concat.Select(map => maps[map]).Aggregate((one, other) => one.With(other)) with { Channels = shape.OutChannels };
    }

    private static void Auxiliary(LayerCounts counts, MapState map, int classes)
    {
        var pooled = counts.Pool("auxiliary.pool", map.After(map.Channels, 5, 3) with { Size = 2 }, 25);
        var narrow = counts.Convolution(
            "auxiliary.narrow", LayerType.Pointwise, pooled with { Channels = AuxiliaryHead.Narrow }, (long)map.Channels * AuxiliaryHead.Narrow, map.Channels);
        counts.Rectifier("auxiliary.narrow_act", counts.Norm("auxiliary.narrow_norm", narrow));
        var wide = counts.Convolution(
            "auxiliary.wide", LayerType.Convolution, narrow.After(AuxiliaryHead.Wide, 2, 1) with { Size = 1 }, 4L * AuxiliaryHead.Narrow * AuxiliaryHead.Wide, 4L * AuxiliaryHead.Narrow);
        counts.Rectifier("auxiliary.wide_act", counts.Norm("auxiliary.wide_norm", wide));
        counts.Linear("auxiliary.classifier", AuxiliaryHead.Wide, classes, wide);
    }
}

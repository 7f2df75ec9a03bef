using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;

namespace Sandglass.Search.Supernet;

/// <summary>
/// Counts the search network from its space, for one image: what a step of a search costs. Weighing and adding the
/// operations is left out of the rows, BatchNorm has no parameters.
/// </summary>
public static class SearchNetworkCounter
{
    /// <summary>Rows in the order of execution, under the built module's names.</summary>
    /// <exception cref="InvalidSpecException">The space cannot be searched.</exception>
    public static NetworkCount Count(SearchSpace space)
    {
        space.Validated();
        var (counts, shapes) = (new LayerCounts(hasScales: false), SearchNetwork.ShapesOf(space));
        var last = counts.Add("stem", CellInputs.Stem(space.InputChannels, shapes.StemChannels, space.StemStride), new MapState(space.InputChannels, space.Resolution, 1, 1));
        var beforeLast = last;
        foreach (var shape in shapes.Cells)
        {
            (beforeLast, last) = (last, Cell(counts, shape, space, beforeLast, last));
        }

        counts.GlobalPool("pool", last);
        counts.Linear("classifier", shapes.Features, space.Classes, last);
        return new NetworkCount(space.Name, counts.Rows);
    }

    private static MapState Cell(LayerCounts counts, CellShape shape, SearchSpace space, MapState beforeLast, MapState last)
    {
        var maps = new List<MapState>
        {
            counts.Add($"{shape.Name}.input1", CellInputs.First(shape), beforeLast),
            counts.Add($"{shape.Name}.input2", CellInputs.Second(shape), last),
        };
        for (var node = 0; node < space.Nodes; node++)
        {
            var start = SearchSpace.FirstEdge(node);
            maps.Add(Enumerable.Range(0, node + 2)
                .SelectMany(from => space.Operations
                    .Where(operation => !operation.Equals(CandidateOperation.None))
                    .Select(operation => counts.Add(
                        $"{shape.Name}.edge{start + from + 1}.{operation}", MixedOperation.Layers(operation, shape.Channels, shape.StrideFrom(from)), maps[from])))
                .Aggregate((one, other) => one.With(other)));
        }

        return maps.Skip(2).Aggregate((one, other) => one.With(other)) with { Channels = shape.OutChannels };
    }
}

using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Networks;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;

namespace Sandglass.Search.Supernet;

/// <summary>
/// Counts the search network from its space, for one image: what a step of a search costs. Weighing and adding the
/// operations is left out of the rows, BatchNorm has no parameters.
/// </summary>
internal static class SearchNetworkCounter
{
    /// <summary>Rows in the order of execution, under the built module's names.</summary>
    /// <exception cref="InvalidSpecException">The space cannot be searched.</exception>
    public static NetworkCount Count(SearchSpace space) => Counter.Count(space.Name, Layers(space.Validated()));

    private static IReadOnlyList<NetworkLayer> Layers(SearchSpace space)
    {
        var walk = new LayerWalk(scaledNorms: false);
        return walk.Network(space.InputChannels, space.Resolution, space.StemStride, space.Classes, SearchNetwork.ShapesOf(space), (shape, maps) =>
        {
            for (var node = 0; node < space.Nodes; node++)
            {
                var start = SearchSpace.FirstEdge(node);
                maps.Add(Enumerable.Range(0, node + 2)
                    .SelectMany(from => space.Operations
                        .Where(operation => !operation.Equals(CandidateOperation.None))
                        .Select(operation => walk.Chain(
                            $"{shape.Name}.edge{start + from + 1}.{operation}", MixedOperation.Layers(operation, shape.Channels, shape.StrideFrom(from)), maps[from])))
                    .Aggregate((one, other) => one.With(other)));
            }

            return maps.Skip(2).Aggregate((one, other) => one.With(other)) with { Channels = shape.OutChannels };
        });
    }
}

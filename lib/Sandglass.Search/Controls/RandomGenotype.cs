using Sandglass.Runtime;
using Sandglass.Search.Space;

namespace Sandglass.Search.Controls;

/// <summary>
/// A genotype drawn from a space: two different inputs for each node, each pair equally likely, and on each edge an
/// operation, each but <c>none</c> equally likely. It is what a derivation could give, so both search the same set.
/// </summary>
public static class RandomGenotype
{
    /// <summary>Draws one.</summary>
    /// <param name="space">The space.</param>
    /// <param name="stream">Where the choices come from.</param>
    public static Genotype Sample(SearchSpace space, RandomStream stream)
    {
        CandidateOperation[] operations = [.. space.Operations.Where(operation => !operation.Equals(CandidateOperation.None))];
        int[] concat = [.. Enumerable.Range(2, space.Nodes)];
        return new Genotype(
            new CellGenotype(Edges(space.Nodes, operations, stream), concat),
            new CellGenotype(Edges(space.Nodes, operations, stream), concat));
    }

    private static GenotypeEdge[] Edges(int nodes, CandidateOperation[] operations, RandomStream stream)
    {
        var edges = new List<GenotypeEdge>(2 * nodes);
        for (var node = 0; node < nodes; node++)
        {
            var inputs = Enumerable.Range(0, node + 2).ToArray();
            stream.Shuffle(inputs.AsSpan());
            edges.AddRange(inputs[..2].Order().Select(from => new GenotypeEdge(operations[stream.NextInt32(operations.Length)], from)));
        }

        return [.. edges];
    }
}

using Sandglass.Search.Space;

namespace Sandglass.Search.Bilevel;

/// <summary>
/// What a search's weights say, by the original's rule: on each edge the best operation that is not <c>none</c>; into
/// each node the two edges whose best weighs most, better first. A tie goes to the earlier edge, or operation.
/// </summary>
internal static class GenotypeDerivation
{
    private const int EdgesPerNode = 2;

    /// <summary>The genotype of weights.</summary>
    /// <param name="space">The space.</param>
    /// <param name="normal">Softmax weights of the normal cells, [edge][operation], <c>none</c> among them.</param>
    /// <param name="reduction">Those of the reduction cells.</param>
    /// <exception cref="WorkbenchException">The weights are not of this space, or not numbers.</exception>
    public static Genotype Derive(
        SearchSpace space, IReadOnlyList<IReadOnlyList<double>> normal, IReadOnlyList<IReadOnlyList<double>> reduction)
    {
        int[] concat = [.. Enumerable.Range(2, space.Nodes)];
        return new Genotype(
            new CellGenotype(Edges(space, Checked(space, normal)), concat), new CellGenotype(Edges(space, Checked(space, reduction)), concat));
    }

    private static GenotypeEdge[] Edges(SearchSpace space, IReadOnlyList<IReadOnlyList<double>> weights) =>
    [
        .. Enumerable.Range(0, space.Nodes).SelectMany(node => Enumerable.Range(0, node + 2)
            .Select(from => (From: from, Best: Best(space, weights[SearchSpace.FirstEdge(node) + from])))
            .OrderByDescending(edge => edge.Best.Weight) // stable
            .Take(EdgesPerNode)
            .Select(edge => new GenotypeEdge(edge.Best.Operation, edge.From))),
    ];

    private static (CandidateOperation Operation, double Weight) Best(SearchSpace space, IReadOnlyList<double> weights) =>
        space.Operations.Zip(weights).Where(pair => !pair.First.Equals(CandidateOperation.None)).MaxBy(pair => pair.Second);

    private static IReadOnlyList<IReadOnlyList<double>> Checked(SearchSpace space, IReadOnlyList<IReadOnlyList<double>> weights)
    {
        if (weights.Count != space.Edges || weights.Any(edge => edge.Count != space.Operations.Count))
        {
            throw new WorkbenchException(
                $"the weights do not belong to space {space.Name}: it has {space.Edges} edges of {space.Operations.Count} operations; use the space that was searched");
        }

        return weights.All(edge => edge.All(double.IsFinite))
            ? weights
            : throw new WorkbenchException("a weight is no longer a number, so no genotype can be derived; search with lower learning rates");
    }
}

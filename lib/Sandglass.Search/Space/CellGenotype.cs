using Sandglass.Blocks;

namespace Sandglass.Search.Space;

/// <summary>One kind of cell: two edges into each node, node after node, and the maps that its output joins.</summary>
/// <param name="Edges">Edges; those into node i (from 0) stand at 2i and 2i + 1.</param>
/// <param name="Concat">Maps side by side in the output: 0 and 1 are the inputs, 2 is the first node.</param>
public sealed record CellGenotype(IReadOnlyList<GenotypeEdge> Edges, IReadOnlyList<int> Concat)
{
    internal const int MostNodes = 16;

    /// <summary>Nodes.</summary>
    public int Nodes => Edges.Count / 2;

    /// <summary>How many edges carry an operation.</summary>
    public int Count(CandidateOperation operation) => Edges.Count(edge => edge.Operation.Equals(operation));

    /// <exception cref="InvalidSpecException">An edge or a joined map comes from nowhere.</exception>
    internal CellGenotype Validated(string cell)
    {
        Require(Edges.Count % 2 == 0 && Nodes is > 0 and <= MostNodes, cell, $"it has {Edges.Count} edges, and two are needed for each of 1 to {MostNodes} nodes");
        foreach (var (i, edge) in Edges.Index())
        {
            Require(edge.From >= 0 && edge.From < 2 + (i / 2), cell, $"edge {i + 1} comes from {edge.From}, and node {(i / 2) + 1} sees 0 to {1 + (i / 2)}");
        }

        Require(Concat.Count > 0 && Concat.Distinct().Count() == Concat.Count, cell, "its output joins nothing, or a map twice");
        Require(Concat.All(map => map >= 2 && map < 2 + Nodes), cell, $"its output joins nodes 2 to {1 + Nodes}, not {string.Join(", ", Concat)}");
        return this;
    }

    private static void Require(bool condition, string cell, string reason)
    {
        if (!condition)
        {
            throw new InvalidSpecException($"the {cell} cell cannot be built: {reason}");
        }
    }
}

using Sandglass.Search.Space;

namespace Sandglass.Display.Figures;

/// <summary>What is read off a search's weights and genotypes.</summary>
internal static class SearchQuantity
{
    /// <summary>Mean entropy of the edges' weights in shares of the uniform's: 1 is undecided, 0 one operation alone.</summary>
    /// <param name="weights">Softmax weights, [edge][operation].</param>
    public static double Entropy(double[][] weights) =>
        weights.Average(edge => edge.Length < 2 ? 0 : edge.Sum(weight => weight > 0 ? -weight * Math.Log(weight) : 0) / Math.Log(edge.Length));

    /// <summary>Share of the edges of both cells that two genotypes have in common; an edge is the same where node, origin
    /// and operation are, whichever of a node's two comes first.</summary>
    public static double SharedEdges(Genotype one, Genotype other)
    {
        var shared = Shared(one.Normal, other.Normal) + Shared(one.Reduction, other.Reduction);
        return (double)shared / (one.Normal.Edges.Count + one.Reduction.Edges.Count);
    }

    private static int Shared(CellGenotype one, CellGenotype other)
    {
        var left = Edges(other).ToList();
        return Edges(one).Count(left.Remove);
    }

    private static IEnumerable<(int Node, GenotypeEdge Edge)> Edges(CellGenotype cell) => cell.Edges.Select((edge, i) => (i / 2, edge));
}

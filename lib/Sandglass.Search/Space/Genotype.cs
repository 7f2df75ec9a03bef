using Sandglass.Blocks;

namespace Sandglass.Search.Space;

/// <summary>What a search found: the normal and the reduction cell.</summary>
/// <param name="Normal">Cells that keep the map's size.</param>
/// <param name="Reduction">The two cells that halve it.</param>
public sealed record Genotype(CellGenotype Normal, CellGenotype Reduction)
{
    /// <summary>
    /// The cells found by second-order search on CIFAR-10, <c>DARTS_V2</c> in cnn/genotypes.py of github.com/quark0/darts
    /// (commit f276dd3): 3.3 M parameters with 20 cells of 36 channels.
    /// </summary>
    public static Genotype DartsV2 { get; } = GenotypeText.Parse(
        """
        Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1),
                         ('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)],
                 normal_concat=[2, 3, 4, 5],
                 reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1),
                         ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)],
                 reduce_concat=[2, 3, 4, 5])
        """);

    /// <summary>Reads the form in which genotypes are published, a call of Python's named tuple.</summary>
    /// <param name="text">Such as <see cref="ToString"/> gives.</param>
    /// <exception cref="InvalidSpecException">It is not a genotype; the message shows the form.</exception>
    public static Genotype Parse(string text) => GenotypeText.Parse(text);

    /// <summary>Reads JSON.</summary>
    /// <param name="json">What <see cref="ToJson"/> gives.</param>
    /// <exception cref="InvalidSpecException">It is not a genotype.</exception>
    public static Genotype FromJson(string json) => GenotypeJson.Read(json);

    /// <summary>JSON, indented.</summary>
    public string ToJson() => GenotypeJson.Write(this);

    /// <summary>Checks that every edge and joined map comes from somewhere.</summary>
    /// <returns>This genotype.</returns>
    /// <exception cref="InvalidSpecException">One does not.</exception>
    public Genotype Validated()
    {
        Normal.Validated("normal");
        Reduction.Validated("reduction");
        return this;
    }

    /// <summary>The same cells.</summary>
    public bool Equals(Genotype? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The published form, in one line.</summary>
    public override string ToString() => GenotypeText.Write(this);
}

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

        Require(Concat.Count > 0 && Concat.Distinct().Count() == Concat.Count, cell, "its output joins no map, or one map twice");
        Require(Concat.All(map => map >= 2 && map < 2 + Nodes), cell, $"its output joins nodes 2 to {1 + Nodes}, not {string.Join(", ", Concat.Take(2 * MostNodes))}");
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

/// <summary>An edge that was kept.</summary>
/// <param name="Operation">What stands on it.</param>
/// <param name="From">Where it comes from: 0 and 1 are the outputs of the two cells before, 2 is the cell's first node.</param>
public sealed record GenotypeEdge(CandidateOperation Operation, int From);

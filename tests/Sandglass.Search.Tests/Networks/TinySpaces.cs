using Sandglass.Search.Networks;
using Sandglass.Search.Space;

namespace Sandglass.Search.Tests.Networks;

/// <summary>Spaces and genotypes that train in milliseconds.</summary>
internal static class TinySpaces
{
    /// <summary>Three cells of four channels with two nodes on 8 px, all original operations and a sandglass.</summary>
    internal static SearchSpace Full { get; } = SearchSpace.Original with
    {
        Name = "tiny",
        Operations = [.. CandidateOperation.Original, CandidateOperation.Sandglass(3, 2), CandidateOperation.InvertedResidual(3, 2)],
        Nodes = 2,
        Cells = 3,
        Channels = 4,
        InputChannels = 1,
        Resolution = 8,
        Classes = 3,
    };

    /// <summary>Fewer operations, one of each kind that search treats differently.</summary>
    internal static SearchSpace Few { get; } = Full with
    {
        Name = "few",
        Operations = [CandidateOperation.None, CandidateOperation.MaxPool, CandidateOperation.Skip, CandidateOperation.Separable3, CandidateOperation.Sandglass(3, 2)],
    };

    /// <summary>Every operation once, in both cells.</summary>
    internal static Genotype EveryOperation { get; } = new(CellOfAll(), CellOfAll());

    internal static CellNetworkPlan PlanOf(Genotype genotype) => CellNetworkPlan.Of("derived", genotype, Full);

    private static CellGenotype CellOfAll()
    {
        GenotypeEdge[] edges = [.. Full.Operations.Select((operation, i) => new GenotypeEdge(operation, (i / 2) + (i % 2)))];
        return new CellGenotype(edges, [.. Enumerable.Range(2, edges.Length / 2)]);
    }
}

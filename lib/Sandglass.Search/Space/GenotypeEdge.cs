namespace Sandglass.Search.Space;

/// <summary>An edge that was kept.</summary>
/// <param name="Operation">What stands on it.</param>
/// <param name="From">Where it comes from: 0 and 1 are the outputs of the two cells before, 2 is the cell's first node.</param>
public sealed record GenotypeEdge(CandidateOperation Operation, int From);

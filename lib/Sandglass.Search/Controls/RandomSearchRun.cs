using Sandglass.Runtime;
using Sandglass.Search.Runs;

namespace Sandglass.Search.Controls;

/// <summary>A finished random search.</summary>
/// <param name="Spec">What was searched.</param>
/// <param name="Environment">Machine and versions.</param>
/// <param name="Candidates">All that the budget paid for.</param>
public sealed record RandomSearchRun(
    RandomSearchSpec Spec, EnvironmentFingerprint Environment, IReadOnlyList<RandomCandidate> Candidates) : SearchResult
{
    /// <summary>The candidate that it keeps.</summary>
    public RandomCandidate Best => RandomSearch.Best(Candidates);
}

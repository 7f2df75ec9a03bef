using Sandglass.Blocks;
using Sandglass.Counting;

namespace Sandglass.Search.Networks;

/// <summary>
/// Counts a genotype's network from its plan, for one image; no weights are built. The rows bear the built module's
/// names, and a test holds the two together. Weights that fall on padding count like any other.
/// </summary>
internal static class CellNetworkCounter
{
    /// <summary>Rows in the order of execution; those of the auxiliary classifier, if there is one, under <c>auxiliary</c>.</summary>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    public static NetworkCount Count(CellNetworkPlan plan) => Counter.Count(plan.Name, plan.Layers());
}

using Sandglass.Counting;

namespace Sandglass.Detection.Networks;

/// <summary>Counts a detector from its plan, for one image; no weights are built. Boxes and suppression are not counted.</summary>
internal static class DetectorCounter
{
    /// <summary>Rows under the built module's names, in the order backbone, extras, heads.</summary>
    /// <exception cref="Sandglass.Blocks.InvalidSpecException">The plan cannot be built.</exception>
    public static NetworkCount Count(DetectorPlan plan) => Counter.Count(plan.Name, plan.Layers());
}

using Sandglass.Networks;

namespace Sandglass.Weights;

/// <summary>Files of weights alone say nothing of own activations and layers; only a run's spec does.</summary>
internal static class OwnPartCheck
{
    /// <exception cref="WorkbenchException">The plan has one; the first is named.</exception>
    internal static void RequireNone(NetworkPlan plan)
    {
        foreach (var layer in plan.Layers())
        {
            if (layer is NetworkLayer.Own { Layer: var own })
            {
                throw Refused(plan, layer, $"layer '{own.Name}', version {own.Version}");
            }

            if (layer is NetworkLayer.Activate { Function: { IsOwn: true } function })
            {
                throw Refused(plan, layer, $"activation '{function.Name}', version {function.Version}");
            }
        }
    }

    private static WorkbenchException Refused(NetworkPlan plan, NetworkLayer layer, string own) => new(
        $"{plan.Name} has the own {own}, at {layer.Name}, which no file of weights alone can say; load its run with LoadNetwork in a process that registers it, or take a network of built-in parts");
}

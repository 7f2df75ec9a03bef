using Sandglass.Networks;

namespace Sandglass.Weights;

/// <summary>Files of weights alone say nothing of own activations and layers; only a run's spec does.</summary>
internal static class OwnPartCheck
{
    /// <exception cref="WorkbenchException">The plan has an own activation or layer; the first is named.</exception>
    internal static void RequireNone(NetworkPlan plan)
    {
        RequireNoLayer(plan);
        if (plan.Layers().OfType<NetworkLayer.Activate>().FirstOrDefault(layer => layer.Function.IsOwn) is { Function: var function } at)
        {
            throw Refused(plan, at, $"activation '{function.Name}', version {function.Version}");
        }
    }

    /// <summary>For those who must know the names of all weights.</summary>
    /// <exception cref="WorkbenchException">The plan has an own layer; the first is named.</exception>
    internal static void RequireNoLayer(NetworkPlan plan)
    {
        if (plan.Layers().OfType<NetworkLayer.Own>().FirstOrDefault() is { Layer: var layer } at)
        {
            throw Refused(plan, at, $"layer '{layer.Name}', version {layer.Version}");
        }
    }

    private static WorkbenchException Refused(NetworkPlan plan, NetworkLayer at, string own) => new(
        $"{plan.Name} has the own {own}, at {at.Name}, which no file of weights alone can say; load its run with LoadNetwork in a process that registers it, or take a network of built-in parts");
}

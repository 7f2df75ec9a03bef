using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass.Analysis.Ranks;

/// <summary>Which places of a plan a ReLU or ReLU6 writes.</summary>
internal static class RectifiedPlaces
{
    internal static IReadOnlyDictionary<string, Activation> Of(NetworkPlan plan)
    {
        var activations = new Dictionary<string, Activation>();
        foreach (var conv in plan.Head.Prepend(plan.Stem))
        {
            activations[$"{conv.Name}.out"] = conv.Activation;
        }

        foreach (var (name, block) in plan.Blocks)
        {
            foreach (var conv in block.Layout.Layers.OfType<ConvSpec>())
            {
                activations[$"{name}.{conv.Name}.out"] = conv.Activation;
            }

            if (block.ActivateSum)
            {
                activations[$"{name}.out"] = block.Activation;
            }
        }

        return activations.Where(place => place.Value is Activation.ReLU or Activation.ReLU6).ToDictionary();
    }
}

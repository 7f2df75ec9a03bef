using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass.Weights;

/// <summary>
/// Where other codes keep a plan's convolutions. Both number one list, <c>features</c>: the stem, the blocks, the head.
/// Within a block, <c>conv</c>, they number differently:
/// <code>
///              convolution, BatchNorm, ReLU6      convolution, BatchNorm
/// torchvision  k.0, k.1 (a list of its own)       k, k+1
/// released     k, k+1, activation at k+2          k, k+1
/// </code>
/// </summary>
internal static class ForeignLayers
{
    /// <summary>Modules of ours, such as <c>stage3.block2.reduce.conv</c>, and their names there.</summary>
    internal static IEnumerable<(string Own, string Foreign)> Of(NetworkPlan plan, WeightNaming naming)
    {
        var blocks = plan.Blocks.Select(block => block.Name).ToHashSet();
        var features = plan.Layers().Where(layer => layer.Output.Size > 0).GroupBy(layer => layer.Part).Index();
        return
        [
            .. features.SelectMany(feature => blocks.Contains(feature.Item.Key)
                ? Numbered(feature.Item, $"features.{feature.Index}.conv", nested: naming == WeightNaming.Torchvision)
                : Numbered(feature.Item, $"features.{feature.Index}", nested: false)),
            ("classifier", "classifier.1"), // 0 is the dropout
        ];
    }

    /// <summary>True: the other code builds networks of this kind.</summary>
    internal static bool Know(NetworkPlan plan, WeightNaming naming) => naming switch
    {
        WeightNaming.Torchvision => plan.Head.Count == 1 && plan.Blocks.All(block =>
            block.Spec.Family == BlockFamily.InvertedResidual && block.Spec.Spatial == SpatialPlacement.Middle && IsPlain(block.Spec)),
        WeightNaming.Released => plan.Head.Count == 0 && plan.Blocks.All(block =>
            block.Spec.Family == BlockFamily.Sandglass && block.Spec.Spatial.Hidden == 0 && IsPlain(block.Spec)),
        _ => true,
    };

    private static bool IsPlain(BlockSpec block) =>
        block is { Activation: Activation.ReLU6, Excitation: null, ExtraPointwise: 0, PointwiseGroups: 1, Kernel: 3, ActivateSum: false };

    private static IEnumerable<(string Own, string Foreign)> Numbered(IEnumerable<NetworkLayer> layers, string list, bool nested)
    {
        var place = 0;
        foreach (var three in layers.Where(layer => layer is not NetworkLayer.Addition).Chunk(3)) // convolution, BatchNorm, activation
        {
            if (three is not [NetworkLayer.Convolution conv, NetworkLayer.Norm norm, NetworkLayer.Activate activation])
            {
                continue; // the end of the block
            }

            var active = activation.Function != Activation.None;
            if (nested && active)
            {
                yield return (conv.Name, $"{list}.{place}.0");
                yield return (norm.Name, $"{list}.{place++}.1");
                continue;
            }

            yield return (conv.Name, $"{list}.{place++}");
            yield return (norm.Name, $"{list}.{place++}");
            place += active ? 1 : 0;
        }
    }
}

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
        var nested = naming == WeightNaming.Torchvision;
        var feature = 0;
        foreach (var module in Triple(plan.Stem.Name, $"features.{feature++}"))
        {
            yield return module;
        }

        foreach (var (name, block) in plan.Blocks)
        {
            foreach (var module in Block(name, block, $"features.{feature++}.conv", nested))
            {
                yield return module;
            }
        }

        foreach (var conv in plan.Head)
        {
            foreach (var module in Triple(conv.Name, $"features.{feature++}"))
            {
                yield return module;
            }
        }

        yield return ("classifier", "classifier.1"); // 0 is the dropout
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

    private static IEnumerable<(string Own, string Foreign)> Block(string name, BlockSpec block, string feature, bool nested)
    {
        var place = 0;
        foreach (var layer in block.Layout.Layers.OfType<ConvSpec>())
        {
            var own = $"{name}.{layer.Name}";
            if (nested && !layer.IsLinear)
            {
                foreach (var module in Triple(own, $"{feature}.{place++}"))
                {
                    yield return module;
                }

                continue;
            }

            yield return ($"{own}.conv", $"{feature}.{place++}");
            yield return ($"{own}.norm", $"{feature}.{place++}");
            place += layer.IsLinear ? 0 : 1;
        }
    }

    private static IEnumerable<(string Own, string Foreign)> Triple(string own, string foreign) =>
        [($"{own}.conv", $"{foreign}.0"), ($"{own}.norm", $"{foreign}.1")];
}

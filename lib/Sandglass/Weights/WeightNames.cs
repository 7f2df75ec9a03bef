using Sandglass.Networks;

namespace Sandglass.Weights;

/// <summary>The names of a network's parameters and buffers, here and elsewhere; they follow from the plan, at any width.</summary>
internal static class WeightNames
{
    /// <summary>Pairs of our name and another code's, one for every parameter and buffer.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="naming">Whose names.</param>
    /// <exception cref="WorkbenchException">The other code builds no such network.</exception>
    internal static IReadOnlyDictionary<string, string> Of(NetworkPlan plan, WeightNaming naming)
    {
        Require(plan, naming);
        var own = PlanTensor.Of(plan).Select(tensor => tensor.Name);
        if (naming == WeightNaming.Workbench)
        {
            return own.ToDictionary(name => name);
        }

        var modules = ForeignLayers.Of(plan, naming).ToDictionary(module => module.Own, module => module.Foreign);
        return own.ToDictionary(name => name, name =>
        {
            var dot = name.LastIndexOf('.');
            return modules[name[..dot]] + name[dot..];
        });
    }

    /// <summary>Whose names a file carries, from its label or from the names themselves.</summary>
    /// <exception cref="WeightFileException">They are nobody's that is known.</exception>
    internal static WeightNaming Recognize(WeightFile file) => WeightsLabel.Of(file)?.Naming ?? file.Tensors switch
    {
        var names when names.ContainsKey("stem.conv.weight") => WeightNaming.Workbench,
        var names when names.ContainsKey("features.1.conv.0.0.weight") => WeightNaming.Torchvision,
        var names when names.ContainsKey("features.1.conv.0.weight") => WeightNaming.Released,
        var names when names.ContainsKey("conv_stem.weight") => WeightNaming.Timm,
        _ => throw new WeightFileException(
            $"{file.Name} has tensor names that are not the workbench's, torchvision's, the released code's or timm's ("
            + $"{Quoted.Some([.. file.Tensors.Keys.Select(Quoted.Name)])}); use a file of MobileNeXt or MobileNetV2 from one of them"),
    };

    internal static string Words(this WeightNaming naming) => naming switch
    {
        WeightNaming.Torchvision => "torchvision's MobileNetV2",
        WeightNaming.Released => "the released MobileNeXt code",
        WeightNaming.Timm => "timm's MobileNetV2",
        _ => "the workbench",
    };

    private static void Require(NetworkPlan plan, WeightNaming naming)
    {
        if (!ForeignLayers.Know(plan, naming))
        {
            throw new WorkbenchException($"{naming.Words()} has no names for the layers of {plan.Name}; choose the workbench's names, or another network");
        }
    }
}

/// <summary>Whose names a file's tensors carry.</summary>
internal enum WeightNaming
{
    /// <summary>The plan's dotted names: <c>stage3.block2.reduce.conv.weight</c>.</summary>
    Workbench,

    /// <summary>torchvision's MobileNetV2: <c>features.4.conv.1.0.weight</c>.</summary>
    Torchvision,

    /// <summary>The released MobileNeXt code: <c>features.4.conv.3.weight</c>.</summary>
    Released,

    /// <summary>timm's MobileNetV2: <c>blocks.2.1.conv_pwl.weight</c>.</summary>
    Timm,
}

/// <summary>
/// Where other codes keep a plan's convolutions. Two of them number one list, <c>features</c>: the stem, the blocks, the head.
/// Within a block, <c>conv</c>, they number differently:
/// <code>
///              convolution, BatchNorm, ReLU6      convolution, BatchNorm
/// torchvision  k.0, k.1 (a list of its own)       k, k+1
/// released     k, k+1, activation at k+2          k, k+1
/// </code>
/// The third, timm, names them: <see cref="TimmLayers"/>.
/// </summary>
internal static class ForeignLayers
{
    /// <summary>Modules of ours, such as <c>stage3.block2.reduce.conv</c>, and their names there.</summary>
    internal static IEnumerable<(string Own, string Foreign)> Of(NetworkPlan plan, WeightNaming naming) =>
        naming == WeightNaming.Timm ? TimmLayers.Of(plan) : OfList(plan, naming);

    /// <summary>True: the other code builds networks of this kind.</summary>
    internal static bool Know(NetworkPlan plan, WeightNaming naming) => naming switch
    {
        WeightNaming.Torchvision or WeightNaming.Timm => plan.Head.Count == 1 && plan.Blocks.All(block =>
            block.Spec.Family == BlockFamily.InvertedResidual && block.Spec.Spatial == SpatialPlacement.Middle && IsPlain(block.Spec)),
        WeightNaming.Released => plan.Head.Count == 0 && plan.Blocks.All(block =>
            block.Spec.Family == BlockFamily.Sandglass && block.Spec.Spatial.Hidden == 0 && IsPlain(block.Spec)),
        _ => true,
    };

    private static IEnumerable<(string Own, string Foreign)> OfList(NetworkPlan plan, WeightNaming naming)
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

    private static bool IsPlain(BlockSpec block) =>
        block is { Excitation: null, OwnLayer: null, ExtraPointwise: 0, PointwiseGroups: 1, Kernel: 3, ActivateSum: false } && block.Activation == Activation.ReLU6;

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

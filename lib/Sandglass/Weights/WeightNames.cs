using Sandglass.Networks;

namespace Sandglass.Weights;

/// <summary>The names of a network's parameters and buffers, here and elsewhere; they follow from the plan, at any width.</summary>
public static class WeightNames
{
    /// <summary>Pairs of our name and another code's, one for every parameter and buffer.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="naming">Whose names.</param>
    /// <exception cref="WorkbenchException">The other code builds no such network.</exception>
    public static IReadOnlyDictionary<string, string> Of(NetworkPlan plan, WeightNaming naming)
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
    /// <exception cref="SafetensorsException">They are nobody's that is known.</exception>
    public static WeightNaming Recognize(SafetensorsFile file) => WeightsLabel.Of(file)?.Naming ?? file.Tensors switch
    {
        var names when names.ContainsKey("stem.conv.weight") => WeightNaming.Workbench,
        var names when names.ContainsKey("features.1.conv.0.0.weight") => WeightNaming.Torchvision,
        var names when names.ContainsKey("features.1.conv.0.weight") => WeightNaming.Released,
        _ => throw new SafetensorsException(
            $"{file.Name} holds names that are neither the workbench's, torchvision's nor the released code's ("
            + $"{Quoted.Some([.. file.Tensors.Keys.Select(Quoted.Name)])}); rename them, a leading 'module.' to nothing"),
    };

    internal static string Words(this WeightNaming naming) => naming switch
    {
        WeightNaming.Torchvision => "torchvision's MobileNetV2",
        WeightNaming.Released => "the released MobileNeXt code",
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

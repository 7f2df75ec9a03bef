using Sandglass.Networks;

namespace Sandglass.Weights;

/// <summary>A parameter or buffer of a network, known without building it.</summary>
/// <param name="Name">Dotted name.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="Type">Type of an element.</param>
internal sealed record PlanTensor(string Name, IReadOnlyList<long> Shape, SafetensorsType Type = SafetensorsType.F32)
{
    /// <summary>The buffer that counts training steps; nothing is computed from it here.</summary>
    internal const string Counter = "num_batches_tracked";

    /// <summary>Everything that a network's state holds.</summary>
    /// <exception cref="WorkbenchException">It has an own layer, whose state nobody knows.</exception>
    internal static IEnumerable<PlanTensor> Of(NetworkPlan plan)
    {
        OwnPartCheck.RequireNoLayer(plan);
        return plan.Layers().SelectMany(Of);
    }

    private static IEnumerable<PlanTensor> Of(NetworkLayer layer)
    {
        var (name, channels) = (layer.Name, layer.Output.Channels);
        PlanTensor Vector(string part) => new($"{name}.{part}", [channels]);
        return layer switch
        {
            NetworkLayer.Convolution { Kernel: var kernel } conv =>
                [new($"{name}.weight", [channels, kernel.InChannels / kernel.Groups, kernel.Kernel, kernel.Kernel]), .. conv.HasBias ? [Vector("bias")] : Array.Empty<PlanTensor>()],
            NetworkLayer.Norm =>
                [Vector("weight"), Vector("bias"), Vector("running_mean"), Vector("running_var"), new($"{name}.{Counter}", [], SafetensorsType.I64)],
            NetworkLayer.Linear => [new($"{name}.weight", [channels, layer.Input.Channels]), Vector("bias")],
            _ => [],
        };
    }
}

/// <summary>Whether a file's tensors are those that a network wants.</summary>
internal static class Fit
{
    /// <summary>What differs, each kind with the names that it concerns; nothing where all is right.</summary>
    /// <param name="wanted">What the network wants, under the file's names.</param>
    /// <param name="found">What the file holds.</param>
    internal static IReadOnlyList<string> Faults(
        IEnumerable<PlanTensor> wanted, IReadOnlyDictionary<string, SafetensorsTensor> found)
    {
        var all = wanted.ToDictionary(tensor => tensor.Name);
        var both = all.Values.Where(tensor => found.ContainsKey(tensor.Name)).ToArray();
        return
        [
            .. Listed("missing", all.Keys.Where(name => !found.ContainsKey(name))),
            .. Listed("unexpected", found.Keys.Where(name => !all.ContainsKey(name)).Select(Quoted.Name)),
            .. Listed("of another shape", both
                .Where(tensor => !found[tensor.Name].Shape.SequenceEqual(tensor.Shape))
                .Select(tensor => $"{tensor.Name} ({Sizes(found[tensor.Name].Shape)}, not {Sizes(tensor.Shape)})")),
            .. Listed("of another type", both
                .Where(tensor => !Converts(found[tensor.Name].Type, tensor.Type))
                .Select(tensor => $"{tensor.Name} ({found[tensor.Name].Type}, not {tensor.Type})")),
        ];
    }

    private static IEnumerable<string> Listed(string fault, IEnumerable<string> names)
    {
        var all = names.ToArray();
        return all.Length == 0 ? [] : [$"{fault}: {Quoted.Some(all)}"];
    }

    private static string Sizes(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape)}]";

    private static bool Converts(SafetensorsType from, SafetensorsType to) => from == to || (from.IsFloat() && to.IsFloat());
}

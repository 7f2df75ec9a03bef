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
    internal static IEnumerable<PlanTensor> Of(NetworkPlan plan) => plan.Layers().SelectMany(Of);

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

using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass.Weights;

/// <summary>A parameter or buffer of the network of a plan, known without building it.</summary>
/// <param name="Name">Dotted name.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="Type">Type of an element.</param>
internal sealed record PlanTensor(string Name, IReadOnlyList<long> Shape, SafetensorsType Type = SafetensorsType.F32)
{
    /// <summary>The buffer that counts training steps; nothing is computed from it here.</summary>
    internal const string Counter = "num_batches_tracked";

    /// <summary>Everything that a network's state holds.</summary>
    internal static IEnumerable<PlanTensor> Of(NetworkPlan plan) =>
    [
        .. Layer(plan.Stem.Name, plan.Stem),
        .. plan.Blocks.SelectMany(block => block.Spec.Layout.Layers.SelectMany(layer => Layer($"{block.Name}.{layer.Name}", layer))),
        .. plan.Head.SelectMany(conv => Layer(conv.Name, conv)),
        new("classifier.weight", [plan.Classes, plan.Features]),
        new("classifier.bias", [plan.Classes]),
    ];

    private static IEnumerable<PlanTensor> Layer(string name, LayerSpec layer) => layer switch
    {
        ConvSpec conv =>
            [new($"{name}.conv.weight", [conv.OutChannels, conv.InChannels / conv.Groups, conv.Kernel, conv.Kernel]),
             .. Norm($"{name}.norm", conv.OutChannels)],
        SqueezeExciteSpec gate =>
            [.. Pointwise($"{name}.squeeze", gate.Channels, gate.Squeezed, gate.Normalized),
             .. Pointwise($"{name}.excite", gate.Squeezed, gate.Channels, gate.Normalized)],
        _ => throw new InvalidSpecException($"no weights are known of a {layer.GetType().Name}"),
    };

    private static IEnumerable<PlanTensor> Pointwise(string name, int from, int to, bool normalized) =>
        [new($"{name}.weight", [to, from, 1, 1]), .. normalized ? Norm($"{name}_norm", to) : [new($"{name}.bias", [to])]];

    private static IEnumerable<PlanTensor> Norm(string name, int channels) =>
    [
        new($"{name}.weight", [channels]),
        new($"{name}.bias", [channels]),
        new($"{name}.running_mean", [channels]),
        new($"{name}.running_var", [channels]),
        new($"{name}.{Counter}", [], SafetensorsType.I64),
    ];
}

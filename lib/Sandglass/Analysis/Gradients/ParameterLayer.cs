using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass.Analysis.Gradients;

/// <summary>A layer with parameters, and the two places from which their gradients follow.</summary>
/// <param name="Group">Its group.</param>
/// <param name="Input">Place of its input.</param>
/// <param name="Output">Place behind its last parameter.</param>
/// <param name="Weights">Dotted name of its convolution or linear layer.</param>
/// <param name="Norm">Dotted name of the BatchNorm that follows; null: it has a bias instead.</param>
/// <param name="Kernel">The convolution; null for a linear layer, and for a 1×1 convolution of one pixel with a bias.</param>
/// <param name="Epsilon">ε of the BatchNorm.</param>
internal sealed record ParameterLayer(
    string Group, string Input, string Output, string Weights, string? Norm, ConvSpec? Kernel, double Epsilon)
{
    /// <summary>All parameters of a plan.</summary>
    internal static IReadOnlyList<ParameterLayer> Of(NetworkPlan plan)
    {
        var layers = plan.Layers();
        return [.. layers.Zip(layers.Skip(1).Append(layers[^1])).SelectMany(pair => Of(pair.First, pair.Second))];
    }

    /// <summary>The groups that parameters belong to, in the network's order: their block, else the part of the network.</summary>
    internal static IReadOnlyList<string> Groups(NetworkPlan plan) => [.. Of(plan).Select(layer => layer.Group).Distinct()];

    /// <summary>The group of a parameter, such as <c>stage3.block2</c> of <c>stage3.block2.reduce.conv.weight</c>.</summary>
    internal static string GroupOf(string parameter, IEnumerable<string> groups) =>
        groups.First(group => parameter.StartsWith(group + ".", StringComparison.Ordinal));

    private static IEnumerable<ParameterLayer> Of(NetworkLayer layer, NetworkLayer next) => (layer, next) switch
    {
        (NetworkLayer.Convolution conv, NetworkLayer.Norm norm) =>
            [new(layer.Part, layer.Input.Place, norm.Output.Place, layer.Name, norm.Name, conv.Kernel, norm.Epsilon)],
        (NetworkLayer.Convolution or NetworkLayer.Linear, _) =>
            [new(layer.Part, layer.Input.Place, layer.Output.Place, layer.Name, null, null, 0)],
        _ => [],
    };
}

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
    private const double NetworkEpsilon = 1e-5;

    /// <summary>All parameters of a plan.</summary>
    internal static IReadOnlyList<ParameterLayer> Of(NetworkPlan plan) =>
    [
        Convolution(plan.Stem.Name, plan.Stem.Name, plan.Stem, NetworkEpsilon),
        .. plan.Blocks.SelectMany(block => block.Spec.Layout.Layers.SelectMany(layer => Of(block.Name, layer, block.Spec.NormEpsilon))),
        .. plan.Head.Select(conv => Convolution(conv.Name, conv.Name, conv, NetworkEpsilon)),
        new("classifier", "pool", "classifier", "classifier", null, null, 0),
    ];

    private static IEnumerable<ParameterLayer> Of(string block, LayerSpec layer, double epsilon)
    {
        var name = $"{block}.{layer.Name}";
        return layer switch
        {
            ConvSpec conv => [Convolution(block, name, conv, epsilon)],
            SqueezeExciteSpec se =>
            [
                Gate(block, name, "pool", "squeeze", se.Channels, se.Squeezed, se.Normalized, epsilon),
                Gate(block, name, "squeeze_out", "excite", se.Squeezed, se.Channels, se.Normalized, epsilon),
            ],
            _ => throw new InvalidSpecException($"{name} has no gradients: unknown layer {layer.GetType().Name}"),
        };
    }

    private static ParameterLayer Convolution(string group, string name, ConvSpec conv, double epsilon) =>
        new(group, $"{name}.in", $"{name}.norm", $"{name}.conv", $"{name}.norm", conv, epsilon);

    private static ParameterLayer Gate(
        string group, string name, string input, string conv, int from, int to, bool normalized, double epsilon)
    {
        var norm = $"{name}.{conv}_norm";
        return normalized
            ? new(group, $"{name}.{input}", norm, $"{name}.{conv}", norm, new ConvSpec(conv, from, to, 1, 1, 1, Activation.None), epsilon)
            : new(group, $"{name}.{input}", $"{name}.{conv}", $"{name}.{conv}", null, null, 0);
    }
}

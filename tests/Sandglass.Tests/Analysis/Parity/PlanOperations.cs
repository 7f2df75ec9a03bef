using Sandglass.Blocks;

namespace Sandglass.Tests.Analysis.Parity;

/// <summary>A plan as the list of operations that tests/parity/network.py runs.</summary>
internal static class PlanOperations
{
    private const double NetworkEpsilon = 1e-5;

    public static IEnumerable<object> Of(NetworkPlan plan) =>
    [
        Layer(plan.Stem.Name, plan.Stem, NetworkEpsilon),
        .. plan.Blocks.SelectMany(block => Block(block.Name, block.Spec)),
        .. plan.Head.Select(conv => Layer(conv.Name, conv, NetworkEpsilon)),
    ];

    private static IEnumerable<object> Block(string name, BlockSpec block)
    {
        var layers = block.Layout.Layers;
        var (start, end) = block.Layout.ShortcutAround is { } around
            ? (around.Start.GetOffset(layers.Count), around.End.GetOffset(layers.Count))
            : (-1, -1);
        for (var i = 0; i < layers.Count; i++)
        {
            if (i == start)
            {
                yield return new { op = "keep" };
            }

            yield return Layer($"{name}.{layers[i].Name}", layers[i], block.NormEpsilon);
            if (i + 1 == end)
            {
                yield return new { op = "add", channels = block.IdentityChannels };
            }
        }

        var after = block.ActivateSum ? block.Activation : Activation.None;
        yield return new { op = "activate", name, activation = $"{after}" };
    }

    private static object Layer(string name, LayerSpec layer, double epsilon) => layer switch
    {
        ConvSpec conv => new
        {
            op = "conv",
            name,
            kernel = conv.Kernel,
            stride = conv.Stride,
            groups = conv.Groups,
            activation = $"{conv.Activation}",
            epsilon,
        },
        SqueezeExciteSpec excite => new { op = "excite", name, inner = $"{excite.Inner}", gate = $"{excite.Gate}", epsilon },
        _ => throw new ArgumentException($"{name} is a {layer.GetType().Name}", nameof(layer)),
    };
}

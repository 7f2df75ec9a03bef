using Sandglass.Networks;

namespace Sandglass.Weights;

/// <summary>
/// Where timm keeps MobileNetV2's convolutions (pytorch-image-models, <c>timm/models/efficientnet.py</c>), at every width:
/// its rounding of channels is torchvision's.
/// <code>
/// stem, head            conv_stem, bn1            conv_head, bn2
/// block S.B             conv_pw, bn1              conv_dw, bn2              conv_pwl, bn3
/// without an expansion                            conv_dw, bn1              conv_pw, bn2
/// </code>
/// </summary>
internal static class TimmLayers
{
    private static readonly string[] Expanded = ["conv_pw", "conv_dw", "conv_pwl"];
    private static readonly string[] Unexpanded = ["conv_dw", "conv_pw"];

    // Blocks of each stage; stem and head keep their width of 1.0 too.
    private static readonly Dictionary<string, int[]> Deeper = new()
    {
        ["mobilenetv2_110d"] = [1, 3, 4, 5, 4, 4, 1],
        ["mobilenetv2_120d"] = [1, 3, 5, 6, 5, 5, 1],
    };

    /// <summary>Modules of ours, such as <c>stage3.block2.expand.conv</c>, and their names there.</summary>
    internal static IEnumerable<(string Own, string Foreign)> Of(NetworkPlan plan)
    {
        var blocks = plan.Stages.Index()
            .SelectMany(stage => stage.Item.Blocks.Index().Select(block => $"blocks.{stage.Index}.{block.Index}."))
            .Zip(plan.Blocks, (there, block) => (block.Name, there)).ToDictionary();
        var modules = plan.Layers().Where(layer => layer is NetworkLayer.Convolution or NetworkLayer.Norm).GroupBy(layer => layer.Part).ToArray();
        return
        [
            .. modules.SelectMany(part => part.Chunk(2).Index().SelectMany(pair =>
            {
                var (conv, norm) = blocks.TryGetValue(part.Key, out var block)
                    ? (block + (part.Count() == 2 * Expanded.Length ? Expanded : Unexpanded)[pair.Index], $"{block}bn{pair.Index + 1}")
                    : part == modules[0] ? ("conv_stem", "bn1") : ("conv_head", "bn2");
                return ((string, string)[])[(pair.Item[0].Name, conv), (pair.Item[1].Name, norm)];
            })),
            ("classifier", "classifier"),
        ];
    }

    /// <summary>How a file of timm's says that its network is another than MobileNetV2; null where it does not say it.</summary>
    /// <remarks>
    /// Nothing tells the padding or the epsilon of BatchNorm, which differ in networks that were ported from TensorFlow, if not the
    /// architecture's name in a checkpoint, which then begins with <c>tf_</c>.
    /// </remarks>
    internal static string? OtherNetwork(WeightFile file)
    {
        if (file.Metadata.GetValueOrDefault("arch") is { } name && name.StartsWith("tf_", StringComparison.Ordinal))
        {
            return $"it is timm's {Quoted.Name(name)}, with the padding and the BatchNorm epsilon of TensorFlow, which the networks here do not have";
        }

        if (file.Tensors.Keys.Any(tensor => tensor.Contains(".se.", StringComparison.Ordinal)))
        {
            return "it is a network of timm's with squeeze-and-excitation, such as EfficientNet or MobileNetV3";
        }

        var depths = file.Tensors.Keys.Select(tensor => tensor.Split('.')).Where(parts => parts is ["blocks", _, _, ..])
            .Select(parts => (parts[1], parts[2])).Distinct().GroupBy(block => block.Item1)
            .OrderBy(stage => stage.Key, StringComparer.Ordinal).Select(stage => stage.Count()).ToArray();
        return Deeper.FirstOrDefault(deeper => deeper.Value.SequenceEqual(depths)).Key is { } variant
            ? $"it is timm's {variant}, which has more blocks than MobileNetV2"
            : null;
    }
}

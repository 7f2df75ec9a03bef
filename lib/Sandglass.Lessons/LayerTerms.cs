using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Lessons.Checks;

namespace Sandglass.Lessons;

/// <summary>The layers of a block as parts of a count, each with the mistakes that are made about it.</summary>
internal static class LayerTerms
{
    private const string EveryNorm = "every BatchNorm";
    private const string AsIfFull = "a depthwise convolution has one filter a channel, which sees that channel only.";
    private const string KernelForgotten = "a kernel has as many weights as pixels; its side is to be squared.";
    private const string AsIfSpatial = "a pointwise convolution sees one pixel.";
    private const string StrideIgnored = "it carries the stride, so it is computed for fewer pixels.";

    /// <summary>Multiply-adds of the convolutions.</summary>
    /// <param name="block">The block.</param>
    /// <param name="size">Side of its input, pixels.</param>
    public static IReadOnlyList<Term> MultiplyAdds(BlockSpec block, int size)
    {
        var (terms, side) = (new List<Term>(), size);
        var counted = Counter.Count(block, size);
        foreach (var conv in block.Layout.Layers.OfType<ConvSpec>())
        {
            var pixels = (long)conv.OutputSize(side) * conv.OutputSize(side);
            var strided = conv.Stride > 1 ? [new Slip<long>(conv.WeightCount * side * side, StrideIgnored)] : Array.Empty<Slip<long>>();
            terms.Add(new Term(conv.Name, Row(counted, $"{conv.Name}.conv").MultiplyAdds) { Slips = [.. WeightSlips(conv, pixels), .. strided] });
            side = conv.OutputSize(side);
        }

        return terms;
    }

    /// <summary>Trainable parameters: weights of the convolutions, scales and shifts of BatchNorm.</summary>
    /// <param name="block">The block.</param>
    public static IReadOnlyList<Term> Parameters(BlockSpec block)
    {
        var counted = Counter.Count(block, 1);
        return
        [
            .. block.Layout.Layers.OfType<ConvSpec>().SelectMany(conv => (Term[])
            [
                new(conv.Name, Row(counted, $"{conv.Name}.conv").Parameters) { Slips = WeightSlips(conv, 1) },
                new($"the BatchNorm of {conv.Name}", Row(counted, $"{conv.Name}.norm").Parameters, EveryNorm)
                {
                    Slips = [new(conv.OutChannels, "BatchNorm has a scale and a shift for each channel.")],
                },
            ]),
        ];
    }

    /// <summary>Weights of convolutions that stand by themselves.</summary>
    public static IReadOnlyList<Term> Weights(params IReadOnlyList<ConvSpec> convolutions) =>
        [.. convolutions.Select(conv => new Term(conv.Name, conv.WeightCount) { Slips = WeightSlips(conv, 1) })];

    private static Slip<long>[] WeightSlips(ConvSpec conv, long pixels) => conv switch
    {
        { IsDepthwise: true } => [new(conv.WeightCount * conv.InChannels * pixels, AsIfFull), new(conv.WeightCount / conv.Kernel * pixels, KernelForgotten), new(conv.OutChannels * pixels, KernelForgotten)],
        { IsPointwise: true } => [new(conv.WeightCount * 9 * pixels, AsIfSpatial)],
        _ => [new(conv.WeightCount / conv.Kernel * pixels, KernelForgotten), new(conv.WeightCount / conv.Kernel / conv.Kernel * pixels, KernelForgotten)],
    };

    private static LayerCount Row(NetworkCount count, string name) => count.Layers.Single(layer => layer.Name.EndsWith($".{name}", StringComparison.Ordinal));
}

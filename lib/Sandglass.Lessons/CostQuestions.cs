using Sandglass.Lessons.Checks;

namespace Sandglass.Lessons;

/// <summary>Lesson 2: cost and counting.</summary>
internal static class CostQuestions
{
    private const int Size = 14;
    private const double Channels = 96;

    private static readonly BlockSpec Block = BlockSpec.Sandglass(96, 96);
    private static readonly BlockSpec Strided = BlockSpec.Sandglass(96, 144, stride: 2);

    public static IEnumerable<Question> All =>
    [
        MultiplyAdds("cost.sandglass-multiply-adds", Block, Size),
        new CountQuestion("cost.sandglass-parameters", "parameters", LayerTerms.Parameters(Block)),
        MultiplyAdds("cost.stride", Strided, 2 * Size),
        // Two depthwise layers of 9·C a pixel, two pointwise ones of C·C/t.
        new NumberQuestion("cost.ratio", Channels / 9, 0.1, "Write both costs for one pixel and set them equal; C falls out once.")
        {
            Slips =
            [
                new(9 / Channels, "that is the inverse: a ratio of t means that there are t times fewer channels in the middle."),
                new(Channels / 3, "a 3×3 kernel has more than three weights."),
                new(Channels / 18, "there are two depthwise layers, but two pointwise ones as well."),
                new(2 * Channels / 9, "there are two pointwise layers, but two depthwise ones as well."),
            ],
        },
    ];

    private static CountQuestion MultiplyAdds(string id, BlockSpec block, int size)
    {
        var right = Counter.Count(block, size).MultiplyAdds;
        var ends = LayerTerms.MultiplyAdds(block with { Stride = 1, Shortcut = ShortcutSite.None }, size).Sum(term => term.Value);
        var first = LayerTerms.MultiplyAdds(block with { StrideAt = ConvSlots.Input }, size).Sum(term => term.Value);
        return new CountQuestion(id, "multiply-adds", LayerTerms.MultiplyAdds(block, size))
        {
            Slips =
            [
                new(2 * right, "that is twice as many: FLOPs. A multiply-add is one product and the addition that goes with it."),
                new(Counter.Count(block, 1).MultiplyAdds, "that is for one pixel; the map has more."),
                new(Counter.Count(block, 1).MultiplyAdds * size, "that is for one row of pixels; the map has a width and a height."),
                .. block.Stride == 1 ? Array.Empty<Slip<long>>() :
                [
                    new(ends, "the stride is ignored: the layer that carries it computes fewer pixels."),
                    new(first, "the stride is carried by the last depthwise convolution; the layers before it see the large map."),
                ],
            ],
        };
    }
}

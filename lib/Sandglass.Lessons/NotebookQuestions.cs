using Sandglass.Detection.Boxes;
using Sandglass.Detection.Metric;
using Sandglass.Lessons.Checks;
using Sandglass.Networks;
using Sandglass.Search.Space;

namespace Sandglass.Lessons;

/// <summary>Exercises at the end of the numbered notebooks.</summary>
internal static class NotebookQuestions
{
    // Of the machine of notebook 08, as its text has them.
    private const double MultiplyAdds = 84, Bytes = 23;

    private const int Edges = 16;

    public static IEnumerable<Question> All => [Bottleneck(), Classifier(), Channels(), Border(), Precision(), Chance(), Kernel()];

    private static NumberQuestion Bottleneck()
    {
        var (narrow, wide) = (BlockSpec.Sandglass(96, 96), BlockSpec.Sandglass(96, 96, reduction: 3));
        var (right, pointwise) = (Counter.Count(wide, 14).Parameters, 2.0 * 96 * wide.HiddenChannels);
        return new NumberQuestion("notebooks.bottleneck", right, 0.05, "Count the weights of reduce and expand first, then those of the two depthwise convolutions.")
        {
            Slips =
            [
                new(Counter.Count(narrow, 14).Parameters, "that is the block with 16 channels inside."),
                new(pointwise, "the depthwise convolutions are missing: nine weights a channel, at both ends."),
                new(2.0 * Counter.Count(narrow, 14).Parameters, "not everything doubles: the depthwise convolutions stay as they are."),
            ],
        };
    }

    private static NumberQuestion Classifier()
    {
        var count = Counter.Count(MobileNeXt.Official(1.0));
        double Share(Func<Counting.NetworkCount, long> of) => 100.0 * of(count.Below("classifier")) / of(count);
        return new NumberQuestion("notebooks.classifier", Share(all => all.Parameters), 0.02, "A weight for each pair of feature and class and a bias for each class, over the parameters of the network.")
        {
            Slips =
            [
                new(Share(all => all.MultiplyAdds), "that is its share of the multiply-adds: each of its weights is used once an image, those of convolutions at every pixel."),
                new(Share(all => all.Parameters) / 100, "give it in per cent."),
            ],
        };
    }

    // 8·C bytes a pixel, C·C multiply-adds.
    private static NumberQuestion Channels() =>
        new("notebooks.channels", 8 * MultiplyAdds / Bytes, 0.2, "Set the time of C × C multiply-adds equal to the time of the bytes of one pixel.")
        {
            Slips =
            [
                new(2 * MultiplyAdds / Bytes, "a number has four bytes."),
                new(4 * MultiplyAdds / Bytes, "each pixel is read and written."),
                new(MultiplyAdds / Bytes, "that is the multiply-adds a byte that the machine can do; how many does the layer have?"),
            ],
        };

    private static NumberQuestion Border() => new("notebooks.border", 0.5 / 7, 0.1, "There are seven steps from 0 to the largest weight, and a weight goes to the nearest.")
    {
        Slips =
        [
            new(1.0 / 7, "that is one step; what is nearer to 0 than to the first step goes to 0."),
            new(0.5 / 15, "one of the four bits is the sign."),
            new(0.5 / 127, "that is for 8 bits."),
        ],
    };

    private static NumberQuestion Precision()
    {
        Box left = new(0, 0, 0.2f, 0.2f), right = new(0.5f, 0.5f, 0.7f, 0.7f), wrong = new(0.8f, 0, 1, 0.2f);
        var metric = new VocMetric(classes: 1);
        metric.Add([new(left, 0), new(right, 0)], [new(left, 0, 0.9f), new(wrong, 0, 0.8f), new(right, 0, 0.7f)]);
        return new NumberQuestion("notebooks.precision", metric.Result().MeanElevenPoint, 0.007, "Up to which recall is the precision 1, and what is it from there on?")
        {
            Slips =
            [
                new(2.0 / 3, "that is the precision at the end; the metric takes the best precision at each recall or beyond."),
                new(metric.Result().MeanArea, "that is the area under the curve, VOC's later rule; eleven points are asked for."),
                new((5 + (6 * 2 / 3.0)) / 11, "a recall of 0.5 is reached by the first box already."),
            ],
        };
    }

    private static NumberQuestion Chance()
    {
        var names = SearchSpace.WithSandglass.Operations.Where(operation => !operation.Equals(CandidateOperation.None)).Select(operation => operation.Name).ToArray();
        var share = (double)names.Count(name => name.StartsWith("sandglass", StringComparison.Ordinal)) / names.Length;
        return new NumberQuestion("notebooks.chance", Edges * share, 0.02, "What share of the operations are sandglasses, and how many edges are there?")
        {
            Slips =
            [
                new(share, "that is the share; how many edges is that?"),
                new(Edges / 2 * share, "there are two cells."),
            ],
        };
    }

    private static NumberQuestion Kernel()
    {
        var small = BlockSpec.Sandglass(96, 96);
        double Cost(BlockSpec block) => Counter.Count(block, 14).MultiplyAdds;
        var right = Cost(small with { Kernel = 5 }) / Cost(small);
        return new NumberQuestion("notebooks.kernel", right, 0.015, "Per pixel, each depthwise layer has 25·96 instead of 9·96, and the two pointwise ones have 96·16 each as before.")
        {
            Slips =
            [
                new(25.0 / 9, "that is for one depthwise layer; the pointwise ones do not change."),
                new(1 + ((right - 1) / 2), "there are two depthwise layers."),
                new(5.0 / 3, "the side of a kernel is squared."),
                new(right - 1, "that is how much it grows; the factor has 1 more."),
            ],
        };
    }
}

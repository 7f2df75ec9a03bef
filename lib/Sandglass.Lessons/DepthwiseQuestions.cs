using Sandglass.Blocks;
using Sandglass.Lessons.Checks;

namespace Sandglass.Lessons;

/// <summary>Lesson 1: from convolution to depthwise and pointwise.</summary>
internal static class DepthwiseQuestions
{
    private static readonly ConvSpec Full = new("the convolution", 32, 64, 3, 1, 1, Activation.None);
    private static readonly ConvSpec Depthwise = new("the depthwise convolution", 32, 32, 3, 1, 32, Activation.None);
    private static readonly ConvSpec Pointwise = new("the pointwise convolution", 32, 64, 1, 1, 1, Activation.None);

    public static IEnumerable<Question> All =>
    [
        new CountQuestion("depthwise.full-weights", "weights", LayerTerms.Weights(Full))
        {
            Method = "How many filters are there, how many channels does each see, and how many pixels has its kernel?",
            Slips =
            [
                new(Full.WeightCount / Full.InChannels, "each filter sees all channels of the input, not one."),
                new(Full.WeightCount / Full.OutChannels, "that is one filter; every channel of the output has its own."),
                new(Full.WeightCount + Full.OutChannels, "that includes a bias for each channel; here there is none, because BatchNorm follows."),
                new((long)Full.OutChannels * Full.OutChannels * 9, "the input has fewer channels than the output."),
            ],
        },
        new CountQuestion("depthwise.depthwise-weights", "weights", LayerTerms.Weights(Depthwise))
        {
            Method = "How many filters are there, and how many weights has each?",
            Slips = [new(9, "that is one filter; every channel has its own."), new(Depthwise.WeightCount + Depthwise.OutChannels, "that includes a bias for each channel; here there is none.")],
        },
        new CountQuestion("depthwise.separable-weights", "weights", LayerTerms.Weights(Depthwise, Pointwise))
        {
            Slips =
            [
                new((9L * Pointwise.OutChannels) + Pointwise.WeightCount, "the depthwise convolution comes first, where there are fewer channels."),
                new(Full.WeightCount, "that is the full convolution again; add the two that replace it."),
                new(Depthwise.WeightCount * Pointwise.WeightCount, "two layers one after the other: their weights are added, not multiplied."),
            ],
        },
        new FunctionQuestion(
            "depthwise.row",
            FunctionShape.ListsToList,
            given => RowFilter.Filter(given[0], given[1]),
            [
                new("a kernel of 0, 1, 0", "the middle weight belongs to the pixel itself; what comes out should be the row.", [1, 2, 3, 4], [0, 1, 0]),
                new("a kernel of 1, 0, 0", "the first weight belongs to the pixel on the left.", [1, 2, 3, 4], [1, 0, 0]),
                new("a kernel of 1, 2, 4", "the three products of a pixel are added.", [1, -2, 3, 5, 0.5], [1, 2, 4]),
            ])
        {
            Slips =
            [
                new(given => RowFilter.Filter(given[0], [.. given[1].Reverse()]), "the kernel is turned round. Mathematics calls that a convolution; networks do not turn it."),
                new(given => [.. RowFilter.Filter(given[0], given[1])[1..^1]], "the two ends are missing: beyond the row stand zeros (padding), so that it keeps its length."),
                new(given => RowFilter.Filter(given[0], given[1], repeatsEnds: true), "beyond the ends of the row stand zeros, not the last pixel again."),
            ],
        },
        new FunctionQuestion(
            "depthwise.row-gradient",
            FunctionShape.ListsToList,
            given => RowFilter.Filter(given[0], [.. given[1].Reverse()]),
            [
                new("a kernel of 0, 1, 0", "if the output is the input, so is the gradient.", [1, 2, 3, 4], [0, 1, 0]),
                new("a kernel of 1, 0, 0", "a pixel went to the output on its right, so its gradient comes from the right.", [1, 2, 3, 4], [1, 0, 0]),
                new("a kernel of 1, 2, 4", "a pixel went to three outputs; the three gradients are added.", [1, -2, 3, 5, 0.5], [1, 2, 4]),
            ])
        {
            Slips =
            [
                new(given => RowFilter.Filter(given[0], given[1]), "step: which output did a pixel go to? What it gave to the right comes back from the right, so the kernel is turned round."),
                new(given => [.. RowFilter.Filter(given[0], [.. given[1].Reverse()])[1..^1]], "step: the ends. They have fewer neighbours, and gradients as well."),
                new(given => [.. given[0].Select(g => g * given[1].Sum())], "step: the sum. Each of the three gradients belongs to another output."),
            ],
        },
    ];
}

/// <summary>A depthwise convolution of one channel and one row.</summary>
internal static class RowFilter
{
    /// <summary>Three weights over each pixel and its neighbours; as many numbers as the row has.</summary>
    /// <param name="row">The row.</param>
    /// <param name="kernel">Three weights, the first for the neighbour on the left.</param>
    /// <param name="repeatsEnds">Whether beyond the row stands its last pixel, not zero.</param>
    public static double[] Filter(double[] row, double[] kernel, bool repeatsEnds = false)
    {
        double At(int i) => i >= 0 && i < row.Length ? row[i] : repeatsEnds ? row[Math.Clamp(i, 0, row.Length - 1)] : 0;
        return [.. Enumerable.Range(0, row.Length).Select(i => (kernel[0] * At(i - 1)) + (kernel[1] * At(i)) + (kernel[2] * At(i + 1)))];
    }
}

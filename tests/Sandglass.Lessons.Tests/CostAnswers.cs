namespace Sandglass.Lessons.Tests;

/// <summary>Answers to lesson 2.</summary>
internal static class CostAnswers
{
    private const long Pixels = 14 * 14, Depthwise = 96 * 9, Pointwise = 96 * 16;
    private const long Weights = 2 * (Depthwise + Pointwise), Norms = 2 * (96 + 16 + 96 + 96);
    private const long Strided = (4 * Pixels * (Depthwise + Pointwise + (16 * 144))) + (Pixels * 144 * 9);

    public static IEnumerable<Tried> All =>
    [
        new("cost.sandglass-multiply-adds", Pixels * Weights,
        [
            (2 * Pixels * Weights, "FLOPs"),
            (Weights, "for one pixel"),
            (Pixels * (Weights - Depthwise), "input_depthwise or output_depthwise is missing"),
            (Pixels * (Weights - Pointwise), "reduce or expand is missing"),
            (Pixels * 2 * Pointwise, "input_depthwise and output_depthwise are missing"),
            (Pixels * (Weights + Depthwise), "is counted twice"),
            (Pixels * ((2 * 96 * Depthwise) + (2 * Pointwise)), "input_depthwise, output_depthwise: a depthwise convolution has one filter"),
            (Pixels * (Weights + (8 * Pointwise)), "a pointwise convolution sees one pixel"),
        ], 17),
        new("cost.sandglass-parameters", Weights + Norms,
        [
            (Weights, "every BatchNorm is missing"),
            (Weights + (Norms / 2), "a scale and a shift"),
            (Weights + Norms - Depthwise, "input_depthwise or output_depthwise is missing"),
            (Weights + Norms - 32, "the BatchNorm of reduce is missing"),
        ], 17),
        new("cost.stride", Strided,
        [
            (4 * Pixels * (Depthwise + Pointwise + (16 * 144) + (144 * 9)), "the stride is ignored"),
            (Pixels * (Depthwise + Pointwise + (16 * 144) + (144 * 9)), "the layers before it see the large map"),
            (2 * Strided, "FLOPs"),
            (Strided - (Pixels * 144 * 9), "output_depthwise is missing"),
        ], 17),
        new("cost.ratio", 10.7, [(0.09375, "the inverse"), (32, "more than three weights"), (5.33, "two pointwise ones as well"), (21.3, "two depthwise ones as well")], 2.0),
    ];
}

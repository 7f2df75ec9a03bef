namespace Sandglass.Lessons.Tests;

/// <summary>Answers to lesson 1.</summary>
internal static class DepthwiseAnswers
{
    public static IEnumerable<Tried> All =>
    [
        new("depthwise.full-weights", 18_432, [(576, "sees all channels of the input"), (288, "every channel of the output has its own"), (2048, "its side is to be squared"), (6144, "its side is to be squared"), (18_496, "a bias")], 17),
        new("depthwise.depthwise-weights", 288L, [(9216, "sees that channel only"), (96, "its side is to be squared"), (32, "its side is to be squared"), (9, "every channel has its own"), (320, "a bias")], 17),
        new("depthwise.separable-weights", 2336.0, [(2048, "the depthwise convolution is missing"), (288, "the pointwise convolution is missing"), (18_720, "sees one pixel"), (11_264, "sees that channel only"), (2624, "comes first"), (18_432, "the full convolution again"), (288 * 2048, "not multiplied")], 17),
        new("depthwise.row", Row((x, k, i) => (k[0] * At(x, i - 1)) + (k[1] * At(x, i)) + (k[2] * At(x, i + 1))),
        [
            (Row((x, k, i) => (k[2] * At(x, i - 1)) + (k[1] * At(x, i)) + (k[0] * At(x, i + 1))), "turned round"),
            (Row((x, k, i) => (k[0] * At(x, i)) + (k[1] * At(x, i + 1)) + (k[2] * At(x, i + 2)), ends: 2), "the two ends are missing"),
            (Row((x, k, i) => (k[0] * x[Math.Max(i - 1, 0)]) + (k[1] * x[i]) + (k[2] * x[Math.Min(i + 1, x.Length - 1)])), "not the last pixel again"),
            (Row((x, k, i) => k[0] * At(x, i)), "belongs to the pixel itself"),
            (Row((x, k, i) => (k[0] * At(x, i - 2)) + (k[1] * At(x, i)) + (k[2] * At(x, i + 1))), "the pixel on the left"),
        ], Row((x, _, _) => x[0])),
        new("depthwise.row-gradient", Row((g, k, j) => (k[0] * At(g, j + 1)) + (k[1] * At(g, j)) + (k[2] * At(g, j - 1))),
        [
            (Row((g, k, j) => (k[0] * At(g, j - 1)) + (k[1] * At(g, j)) + (k[2] * At(g, j + 1))), "step: which output did a pixel go to?"),
            (Row((g, k, j) => g[j] * k.Sum()), "step: the sum"),
            (Row((g, k, j) => (k[0] * At(g, j + 2)) + (k[1] * At(g, j + 1)) + (k[2] * At(g, j)), ends: 2), "step: the ends"),
            (Row((g, k, j) => k[1] * At(g, j)), "comes from the right"),
        ], Row((_, k, _) => k[0])),
    ];

    private static double At(double[] row, int i) => i >= 0 && i < row.Length ? row[i] : 0;

    private static Func<double[], double[], double[]> Row(Func<double[], double[], int, double> of, int ends = 0) =>
        (row, kernel) => [.. Enumerable.Range(0, row.Length - ends).Select(i => of(row, kernel, i))];
}

using Sandglass.Analysis.Gradients;
using Sandglass.Lessons.Checks;

namespace Sandglass.Lessons;

/// <summary>Lesson 5: gradient confusion.</summary>
internal static class ConfusionQuestions
{
    private const int Batches = 16;
    private const double Spread = 0.01;

    private static readonly string[] Factors = ["unchanged", "times 2", "times 4"];

    public static IEnumerable<Question> All =>
    [
        new FunctionQuestion(
            "confusion.cosine",
            FunctionShape.ListsToNumber,
            given => [Cosine(given[0], given[1])],
            [
                new("a gradient and itself", "two gradients that ask for the same step have a cosine of 1.", [3, 4], [3, 4]),
                new("a gradient and its opposite, three times as long", "the length of a gradient does not count.", [1, 2], [-3, -6]),
                new("1, 2, 2 and 3, 0, −4", "the inner product over the product of both lengths.", [1, 2, 2], [3, 0, -4]),
                new("a gradient of zeros", "a gradient of length 0 has no direction; its cosine counts as 0 here.", [0, 0], [1, 2]),
            ])
        {
            Slips =
            [
                new(given => [Inner(given[0], given[1])], "step: the lengths. That is the inner product; it grows with both gradients."),
                new(given => [Over(Inner(given[0], given[1]), Inner(given[0], given[0]) * Inner(given[1], given[1]))], "step: the root. The length is the root of the inner product of a gradient with itself."),
                new(given => [Over(Inner(given[0], given[1]), Inner(given[0], given[0]))], "step: the lengths. Both gradients have one."),
                new(given => [Math.Abs(Cosine(given[0], given[1]))], "step: the sign. That two gradients disagree is what is looked for."),
                new(given => [1 - Cosine(given[0], given[1])], "that is the cosine distance."),
            ],
        },
        new CountQuestion("confusion.pairs", "pairs", [new Term("the pairs", Pairs(Batches))])
        {
            Method = "Each of the batches with each of the others, and each pair once.",
            Slips =
            [
                new(Batches * Batches, "that counts each pair twice, and each batch with itself."),
                new(2L * Pairs(Batches), "that counts each pair twice."),
                new(Pairs(Batches) + Batches, "that counts each batch with itself as well, and its cosine is 1."),
                new(Batches / 2, "every batch is compared with all others, not with one."),
                new(Batches - 1, "that is how many there are for one batch."),
            ],
        },
        new NumberQuestion("confusion.noise", 1 / (Spread * Spread), 0.01, "Solve 1/√P = 0.01 for P.")
        {
            Slips =
            [
                new(1 / Spread, "the root is missing: with that many the cosines spread by 0.1."),
                new(Spread * Spread, "that is 1 over the answer."),
                new(Math.Sqrt(1 / Spread), "the root goes the other way: square both sides."),
            ],
        },
        new WordsQuestion("confusion.scale", Factors,
        [
            Scaled("the norms", summary => Math.Sqrt(summary.MeanSquaredNorm), "a gradient that is twice as long has twice the norm."),
            Scaled("the cosines", summary => summary.Minimum, "lengths are divided out of a cosine."),
            Scaled("eta", summary => summary.Eta, "eta is an inner product of two gradients, and both are twice as long."),
        ]),
    ];

    private static double Inner(double[] first, double[] second) => first.Zip(second, (a, b) => a * b).Sum();

    private static double Over(double number, double divisor) => divisor > 0 ? number / divisor : 0;

    private static double Cosine(double[] first, double[] second) => Summary(1, first, second).Minimum;

    private static int Pairs(int batches) => ConfusionSummary.Of(new double[batches, batches]).Cosines.Count;

    private static ConfusionSummary Summary(double factor, params double[][] gradients) => GradientGram.OfVectors(
        new double[gradients.Length], [.. gradients.Select(gradient => gradient.Select(g => factor * g).ToArray())]).Summarize();

    // What is measured of gradients that all double.
    private static WordItem Scaled(string name, Func<ConfusionSummary, double> of, string reason)
    {
        double[][] gradients = [[1, 2, 2], [-3, 0, 1]];
        var factor = of(Summary(2, gradients)) / of(Summary(1, gradients));
        return new WordItem(name, Factors[(int)Math.Round(Math.Log2(factor))], reason);
    }
}

namespace Sandglass.Lessons.Tests;

/// <summary>Answers to lesson 5.</summary>
internal static class ConfusionAnswers
{
    public static IEnumerable<Tried> All =>
    [
        new("confusion.cosine", Cosine((ab, aa, bb) => aa * bb > 0 ? ab / Math.Sqrt(aa * bb) : 0),
        [
            (Cosine((ab, _, _) => ab), "That is the inner product"),
            (Cosine((ab, aa, bb) => aa * bb > 0 ? ab / (aa * bb) : 0), "step: the root"),
            (Cosine((ab, aa, _) => aa > 0 ? ab / aa : 0), "Both gradients have one"),
            (Cosine((ab, aa, bb) => aa * bb > 0 ? Math.Abs(ab) / Math.Sqrt(aa * bb) : 0), "step: the sign"),
            (Cosine((ab, aa, bb) => aa * bb > 0 ? 1 - (ab / Math.Sqrt(aa * bb)) : 1), "cosine distance"),
            (Cosine((ab, aa, bb) => ab / Math.Sqrt(aa * bb)), "has no direction"),
        ], Cosine((_, _, _) => 17)),
        new("confusion.pairs", 120, [(256, "each pair twice, and each batch with itself"), (240, "each pair twice."), (136, "with itself as well"), (8, "all others"), (15, "for one batch")], 17),
        new("confusion.noise", 10_000, [(100, "the root is missing"), (0.0001, "1 over the answer"), (10, "square both sides")], 500),
        new("confusion.scale", new[] { "times 2", "unchanged", "times 4" },
        [
            (new[] { "unchanged", "unchanged", "times 4" }, "the norms is not 'unchanged'"),
            (new[] { "times 2", "times 2", "times 4" }, "divided out"),
            (new[] { "times 2", "unchanged", "times 2" }, "both are twice as long"),
            (new[] { "times 2", "halved", "times 4" }, "'halved' is none of"),
            (new[] { "times 2" }, "a list of 3 words"),
        ], new[] { "times 4", "times 4", "times 4" }),
    ];

    private static Func<double[], double[], double> Cosine(Func<double, double, double, double> of) =>
        (a, b) => of(Inner(a, b), Inner(a, a), Inner(b, b));

    private static double Inner(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}

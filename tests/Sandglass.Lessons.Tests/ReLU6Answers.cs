namespace Sandglass.Lessons.Tests;

/// <summary>Answers to lesson 4.</summary>
internal static class ReLU6Answers
{
    public static IEnumerable<Tried> All =>
    [
        new("relu6.forward", Each(x => x < 0 ? 0 : x > 6 ? 6 : x),
        [
            (Each(x => x < 0 ? 0 : x), "step: the upper end"),
            (Each(x => x > 6 ? 6 : x), "step: the lower end"),
            ((Func<double[], double[]>)(all => [.. all.Where(x => x is > 0 and < 6)]), "not left out"),
            (Each(x => Math.Clamp(x, 0, 5)), "between 0 and 6 nothing changes"),
            (Each(x => Math.Clamp(x, -1, 6)), "below 0 stands 0"),
        ], Each(_ => 1)),
        new("relu6.gradient", Both((x, g) => x < 0 || x > 6 ? 0 : g),
        [
            (Both((x, g) => x > 0 ? g : 0), "step: the upper end"),
            (Both((x, g) => x < 6 ? g : 0), "step: the lower end"),
            (Both((x, _) => x is > 0 and < 6 ? 1 : 0), "step: the chain rule"),
            (Both((_, g) => Math.Clamp(g, 0, 6)), "step: what decides"),
            (Both((x, g) => g * Math.Clamp(x, 0, 6)), "step: the slope"),
            (Both((_, g) => g), "where the output is 0 whatever the input"),
        ], Both((x, _) => x)),
        new("relu6.lost", 1.0 / 32, [(0.5, "one unit"), (0.2, "do not share the plane"), (31.0 / 32, "at least one unit"), (3.125, "not per cent"), (0.1, "are multiplied")], 0.3),
        new("relu6.effective-rank", Number(values => Math.Exp(Entropy(values))),
        [
            (Number(values => Math.Exp(Entropy([.. values.Select(s => s * s)]))), "step: p."),
            (Number(Entropy), "step: the last one"),
            (Number(values => Math.Exp(Entropy(values) / Math.Log(2))), "step: the logarithm"),
            (Number(values => values.Count(s => s > 0)), "the rank of algebra"),
            (Number(values => values.Sum() / values.Max()), "another rank"),
            (Number(values => Math.Exp(-Entropy(values))), "step: the sign"),
            (Number(values => Math.Exp(-values.Sum(s => s / values.Sum() * Math.Log(s / values.Sum())))), "0·ln 0 counts as 0"),
        ], Number(_ => 17)),
    ];

    private static double Entropy(double[] values) => -values.Where(s => s > 0).Sum(s => s / values.Sum() * Math.Log(s / values.Sum()));

    private static Func<double[], double[]> Each(Func<double, double> of) => all => [.. all.Select(of)];

    private static Func<double[], double[], double[]> Both(Func<double, double, double> of) => (x, g) => [.. x.Zip(g, of)];

    private static Func<double[], double> Number(Func<double[], double> of) => of;
}

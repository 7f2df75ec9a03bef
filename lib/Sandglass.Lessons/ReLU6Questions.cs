using Sandglass.Analysis.Ranks;
using Sandglass.Lessons.Checks;

namespace Sandglass.Lessons;

/// <summary>Lesson 4: why ReLU6 loses information.</summary>
internal static class ReLU6Questions
{
    private const int Units = 5;

    private static readonly double[] Below = [-3, -0.5], Between = [0.5, 3, 5.5], Above = [6.5, 9];

    public static IEnumerable<Question> All =>
    [
        new FunctionQuestion(
            "relu6.forward",
            FunctionShape.ListToList,
            given => [.. given[0].Select(x => Activation.ReLU6.Of(x))],
            [
                new("numbers between 0 and 6", "between 0 and 6 nothing changes.", Between),
                new("numbers below 0", "below 0 stands 0.", Below),
                new("numbers above 6", "above 6 stands 6.", Above),
                new("all of them", "each number by itself.", [.. Below, .. Between, .. Above]),
            ])
        {
            Slips =
            [
                new(given => [.. given[0].Select(x => Math.Max(x, 0))], "step: the upper end. That is ReLU; ReLU6 lets nothing above 6 through."),
                new(given => [.. given[0].Select(x => Math.Min(x, 6))], "step: the lower end. Numbers below 0 become 0."),
                new(given => [.. given[0].Where(x => x is > 0 and < 6)], "every number has one in its place; what is outside is set to the limit, not left out."),
            ],
        },
        new FunctionQuestion(
            "relu6.gradient",
            FunctionShape.ListsToList,
            given => [.. given[0].Zip(given[1], (x, g) => x is > 0 and < 6 ? g : 0)],
            [
                new("inputs between 0 and 6", "where the input passes unchanged, so does the gradient.", Between, [2, -3, 5]),
                new("inputs below 0", "where the output is 0 whatever the input, the gradient is 0.", Below, [2, -3]),
                new("inputs above 6", "where the output is 6 whatever the input, the gradient is 0.", Above, [2, -3]),
            ])
        {
            Slips =
            [
                new(given => [.. given[0].Zip(given[1], (x, g) => x > 0 ? g : 0)], "step: the upper end. Above 6 the output does not change either."),
                new(given => [.. given[0].Zip(given[1], (x, g) => x < 6 ? g : 0)], "step: the lower end. Below 0 the output does not change either."),
                new(given => [.. given[0].Select(x => x is > 0 and < 6 ? 1.0 : 0)], "step: the chain rule. That is the slope; it is multiplied by the gradient that comes from above."),
                new(given => [.. given[1].Select(g => Activation.ReLU6.Of(g))], "step: what decides. Whether the gradient passes depends on the input x, not on the gradient."),
                new(given => [.. given[0].Zip(given[1], (x, g) => g * Activation.ReLU6.Of(x))], "step: the slope. It is 0 or 1; that is multiplied by the output instead."),
            ],
        },
        // A unit without bias is off on one half of the plane, whichever its weights; all n are off on 2⁻ⁿ of it.
        new NumberQuestion("relu6.lost", Math.Pow(0.5, Units), 0.02, "Each unit is off on one half of the plane, and the units are drawn independently.")
        {
            Slips =
            [
                new(0.5, "that is for one unit."),
                new(1.0 / Units, "units do not share the plane; each is off on half of it."),
                new(1 - Math.Pow(0.5, Units), "that is the share that at least one unit lets through."),
                new(100 * Math.Pow(0.5, Units), "give a share between 0 and 1, not per cent."),
                new(0.5 / Units, "probabilities of independent events are multiplied."),
            ],
        },
        new FunctionQuestion(
            "relu6.effective-rank",
            FunctionShape.ListToNumber,
            given => [new Spectrum(given[0]).EffectiveRank],
            [
                new("singular values 1, 1, 1, 1", "four equal directions count as four.", [1, 1, 1, 1]),
                new("singular values 5, 5", "the rank does not change if all singular values are multiplied by a number.", [5, 5]),
                new("singular values 2, 0, 0", "a singular value of 0 is no direction, and 0·ln 0 counts as 0.", [2, 0, 0]),
                new("singular values 8, 4, 2, 1", "p is the singular value over the sum of all.", [8, 4, 2, 1]),
            ])
        {
            Slips =
            [
                new(given => [new Spectrum([.. given[0].Select(s => s * s)]).EffectiveRank], "step: p. Singular values are not squared here."),
                new(given => [Math.Log(new Spectrum(given[0]).EffectiveRank)], "step: the last one. That is the entropy; the rank is its exponential."),
                new(given => [Math.Exp(Math.Log(new Spectrum(given[0]).EffectiveRank) / Math.Log(2))], "step: the logarithm. Base 2 and exp do not undo each other."),
                new(given => [given[0].Count(s => s > 0)], "that is the rank of algebra: it counts a small direction like a large one."),
                new(given => [given[0].Sum() / given[0].Max()], "that is another rank; this one has the entropy in it."),
                new(given => [1 / new Spectrum(given[0]).EffectiveRank], "step: the sign. Entropy is minus the sum of p·ln p."),
            ],
        },
    ];
}

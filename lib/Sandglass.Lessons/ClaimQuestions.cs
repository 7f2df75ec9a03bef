using Sandglass.Lessons.Checks;
using Sandglass.Paper;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Lessons;

/// <summary>Lesson 6: reading a claim with intervals.</summary>
internal static class ClaimQuestions
{
    private const double Margin = 1;

    private static readonly double[] Differences = [1.2, 0.4, 0.9, -0.2, 0.7];

    private static readonly string[] Verdicts = ["ahead", "behind", "equal", "undecided"];

    private static readonly string[] Kinds = ["holds", "does not hold", "not testable"];

    private static readonly Dictionary<string, string> OfInterval = new()
    {
        ["ahead"] = "ahead means that the whole interval is above zero.",
        ["behind"] = "behind means that the whole interval is below zero.",
        ["equal"] = "equal means that the whole interval lies within the margin, and that it includes zero.",
        ["undecided"] = "undecided means that the interval includes both zero and the margin; look at its two ends.",
    };

    public static IEnumerable<Question> All =>
    [
        new NumberQuestion("claim.half-width", HalfWidth(Differences), 0.01, "Half of the interval is t · s / √n, with n − 1 in the standard deviation and in t.")
        {
            Slips =
            [
                new(Spread * 1.96 / Math.Sqrt(Differences.Length), "that is the quantile of a normal distribution; from few seeds the spread is uncertain too, so Student's t is larger."),
                new(Spread / Math.Sqrt(Differences.Length), "that is the standard error; the quantile is missing."),
                new(HalfWidth(Differences) * Math.Sqrt(Differences.Length), "that is for one seed; a mean of n is less uncertain, by the root of n."),
                new(2 * HalfWidth(Differences), "that is the whole interval; half of it is asked for."),
                new(HalfWidth(Differences) * Math.Sqrt((Differences.Length - 1.0) / Differences.Length), "the standard deviation of a sample divides by n − 1."),
                new(new StudentQuantiles().Of(Differences.Length, 0.975) * Spread / Math.Sqrt(Differences.Length), "n differences have n − 1 degrees of freedom."),
            ],
        },
        new WordsQuestion("claim.verdicts", Verdicts,
        [
            Judged("A", [1.9, 2.2, 2.0, 1.7, 2.4]),
            Judged("B", [0.1, -0.2, 0.2, 0.0, -0.1]),
            Judged("C", [2.5, -1.8, 0.9, 3.1, -0.6]),
            Judged("D", [-1.4, -1.1, -1.6, -1.3, -1.2]),
        ]),
        new WordsQuestion("claim.study", Verdicts,
        [
            .. Recorded("blocks", ("0.4x", "inverted"), ("0.4x", "bottleneck")),
            .. Recorded("blocks-glyphs", ("0.4x", "inverted"), ("0.1x", "inverted")),
        ]),
        new WordsQuestion("claim.kinds", Kinds,
        [
            .. Answered(
                ("widths.mobilenext-1.4.parameters", "count it: what is printed is rounded, and so is yours."),
                ("figure-1.mobilenetv2-0.75.multiply-adds", "count MobileNetV2 at that width and compare at the printed precision."),
                ("widths.mobilenext-1.0.top-1", "an accuracy on ImageNet needs ImageNet and GPUs; what does the sentence need?")),
        ]),
    ];

    private static double Spread => PairedTest.Of(Differences, new double[Differences.Length], Margin).Spread;

    private static double HalfWidth(double[] differences) => TInterval.OfMean(differences) is var interval ? interval.High - interval.Mean : 0;

    private static WordItem Judged(string name, double[] differences) => new(
        name,
        WordOf(Statistics.Verdicts.Of([PairedTest.Of(differences, new double[differences.Length], Margin)])[0].Verdict),
        "compare both ends of the interval with zero and with the margin.")
    {
        Hints = OfInterval,
    };

    private static IEnumerable<WordItem> Recorded(string study, params (string Group, string Other)[] comparisons)
    {
        var record = Study.Load(study).WithoutImages;
        return comparisons.Select(of => new WordItem(
            $"{study} at {of.Group}, sandglass minus {of.Other}",
            WordOf(ComparisonOutcome.Of(record, "test_accuracy", of.Group, "sandglass", of.Other)!.Verdict),
            "read its row in the table.")
        {
            Hints = OfInterval,
        });
    }

    private static IEnumerable<WordItem> Answered(params (string Claim, string Reason)[] claims)
    {
        var ledger = ClaimLedger.Load();
        var answers = (ledger with { Claims = [.. claims.Select(of => ledger[of.Claim])] }).Answer();
        return claims.Select(of => new WordItem(
            of.Claim,
            answers[of.Claim].Verdict switch
            {
                ClaimVerdict.Holds => "holds",
                ClaimVerdict.DoesNotHold => "does not hold",
                _ => "not testable",
            },
            of.Reason));
    }

    private static string WordOf(Verdict verdict) => verdict switch
    {
        Verdict.Ahead => "ahead",
        Verdict.Behind => "behind",
        Verdict.Equivalent => "equal",
        _ => "undecided",
    };
}

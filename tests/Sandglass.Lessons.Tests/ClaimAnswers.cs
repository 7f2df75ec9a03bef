namespace Sandglass.Lessons.Tests;

/// <summary>Answers to lesson 6.</summary>
internal static class ClaimAnswers
{
    // Of 1.2, 0.4, 0.9, −0.2, 0.7: the sum of squares about their mean of 0.6 is 1.14; t of 4 degrees of freedom is 2.776.
    private static readonly double Spread = Math.Sqrt(1.14 / 4), Half = 2.7764 * Spread / Math.Sqrt(5);

    public static IEnumerable<Tried> All =>
    [
        new("claim.half-width", Half,
        [
            (1.96 * Spread / Math.Sqrt(5), "Student's t is larger"),
            (Spread / Math.Sqrt(5), "standard error"),
            (2.7764 * Spread, "by the root of n"),
            (2 * Half, "the whole interval"),
            (2.7764 * Math.Sqrt(1.14 / 5) / Math.Sqrt(5), "divides by n − 1"),
            (2.5706 * Spread / Math.Sqrt(5), "n − 1 degrees of freedom"),
        ], 0.1),
        new("claim.verdicts", Words("ahead, equal, undecided, behind"),
        [
            (Words("undecided, equal, undecided, behind"), "A is not 'undecided'"),
            (Words("ahead, undecided, undecided, behind"), "B is not 'undecided'"),
            (Words("ahead, equal, equal, behind"), "C is not 'equal': equal means that the whole interval lies within the margin"),
            (Words("ahead, equal, undecided, ahead"), "D is not 'ahead': ahead means"),
        ], Words("behind, behind, behind, behind")),
        new("claim.study", Words("behind, ahead, equal, ahead"), [(Words("undecided, ahead, equal, ahead"), "blocks at 0.4x, sandglass minus inverted is not 'undecided'"), (Words("behind, ahead, behind, ahead"), "blocks-glyphs at 0.4x, sandglass minus inverted is not 'behind'")], Words("ahead, ahead, ahead, ahead")),
        new("claim.kinds", Words("holds, does not hold, not testable"),
        [
            (Words("holds, holds, not testable"), "figure-1.mobilenetv2-0.75.multiply-adds is not 'holds'"),
            (Words("holds, does not hold, does not hold"), "needs ImageNet and GPUs"),
        ], Words("not testable, holds, holds")),
    ];

    private static string[] Words(string words) => words.Split(", ");
}

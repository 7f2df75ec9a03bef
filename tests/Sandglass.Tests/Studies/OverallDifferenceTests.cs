using Sandglass.Studies;

namespace Sandglass.Tests.Studies;

public class OverallDifferenceTests
{
    private static readonly double[] Second = [0.80, 0.80, 0.80];

    private static readonly StudyRecord Fashion = SampleRecord.Of(
        "fashion", ("1x", "a", [0.82, 0.83, 0.81]), ("1x", "b", Second), ("2x", "a", [0.83, 0.84, 0.82]), ("2x", "b", Second), ("3x", "a", Second));

    private static readonly StudyRecord Glyphs = SampleRecord.Of("glyphs", ("1x", "b", Second), ("1x", "a", [0.84, 0.85, 0.83]), ("1x", "c", Second));

    // Three cells of 2, 3 and 4 points with equal errors: a mean of 3, a standard deviation of 1, t of two degrees of freedom 4.302653.
    [Fact]
    public void Every_group_with_both_arms_is_a_cell_whichever_was_planned_first()
    {
        var overall = OverallDifference.Of([Fashion, Glyphs], "a", "b");
        Assert.Equal(["fashion at 1x", "fashion at 2x", "glyphs at 1x"], overall.Cells.Select(cell => cell.Name));
        Assert.Equal([0.02, 0.03, 0.04], overall.Cells.Select(cell => Math.Round(cell.Outcome.Test.Difference.Mean, 9)));
        Assert.Equal(0.03 + (4.302653 * 0.01 / Math.Sqrt(3)), overall.Model.Mean.High, 1e-7);
        Assert.Equal(Math.Sqrt(0.0001 - (0.0001 / 3)), overall.Model.Between, 1e-9); // an error of one point over the root of three
    }

    [Fact]
    public void Exchanged_arms_turn_the_difference()
    {
        var (here, turned) = (OverallDifference.Of([Fashion, Glyphs], "a", "b").Model.Mean, OverallDifference.Of([Fashion, Glyphs], "b", "a").Model.Mean);
        Assert.Equal((here.Low, here.High), (-turned.High, -turned.Low));
    }

    [Fact]
    public void What_cannot_be_put_together_is_said()
    {
        Assert.StartsWith("the studies fashion and fashion hold the same run fashion/1x/a/0, which would count twice", Message([Fashion, Fashion]));
        Assert.StartsWith("the outcome of the study 'glyphs' is map and that of 'fashion' is test_accuracy", Message([Fashion, Glyphs with { Protocol = Glyphs.Protocol with { Outcome = "map" } }]));
        Assert.StartsWith("a and b stand in 1 cell of glyphs, and the model needs two or more", Message([Glyphs]));
        Assert.Equal("the study 'fashion' has no seed of both a and c; its arms are a, b", Message([Fashion], second: "c"));
        Assert.StartsWith("same at 1x has no spread between seeds of a and b", Message([Fashion, SampleRecord.Of("same", ("1x", "a", Second), ("1x", "b", Second))]));
    }

    private static string Message(StudyRecord[] studies, string second = "b") => Assert.Throws<WorkbenchException>(() => OverallDifference.Of(studies, "a", second)).Message;
}

using Sandglass.Data;
using Workbench.Exercises;

namespace Workbench.Tests.Exercises;

public class GradeTableTests
{
    private static readonly Lesson Two = Lesson.Of(TaggedCells.Notebook("exercise:var a = 0;", "check:Exercise.Check(\"t.a\", a)", "exercise:var b = 0;", "check:Exercise.Check(\"t.b\", b)"));

    [Fact]
    public void A_row_has_points_each_exercise_time_and_a_note()
    {
        var row = Row("anna.ipynb", "a note", new("t.a", GradeOutcome.Right, "4 weights."), new("t.b", GradeOutcome.Wrong, "reduce is missing"));
        Assert.Equal(["anna.ipynb", "1", "2", "right", "not yet: reduce is missing", "1.5", "blocked", "a note"], row);
    }

    [Fact]
    public void What_is_not_there_is_missing() => Assert.Equal(["missing", "failed: late"], Row("x", "", new GradedExercise("t.b", GradeOutcome.Failed, "late"))[3..5]);

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    public void Nothing_is_a_formula(string text) => Assert.Equal(($"'{text}", $"'{text}"), (Row(text, text)[0], Row(text, text)[^1]));

    [Theory]
    [InlineData("a\nb,\"c\"\r\n", "a b,\"c\" ")]
    [InlineData("\u001b[31m\u202e", "\\u001B[31m\\u202E")]
    public void Whatever_a_cell_throws_stays_in_its_cell(string thrown, string shown) =>
        Assert.Equal($"failed: {shown}", Row("x", "", new GradedExercise("t.a", GradeOutcome.Failed, thrown))[3]);

    private static string[] Row(string name, string note, params GradedExercise[] results)
    {
        var table = new GradeTable(Two, isOffline: true);
        table.Add(0, new HandIn(name, new Dictionary<string, string>(), note), results, 1.5);
        return [.. Csv.Read(table.ToCsv(), "grades.csv").Rows.Single().Cells];
    }
}

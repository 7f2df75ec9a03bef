using System.Globalization;
using Sandglass.Data;
using Sandglass.Display;

namespace Workbench.Exercises;

/// <summary>The grades of a class, a row a notebook.</summary>
/// <param name="lesson">The lesson.</param>
/// <param name="isOffline">Whether the notebooks had no network.</param>
internal sealed class GradeTable(Lesson lesson, bool isOffline)
{
    private const string FormulaStarts = "=+-@\t";

    private readonly SortedDictionary<int, Row> _rows = [];

    /// <summary>How many notebooks are in it.</summary>
    public int Notebooks => _rows.Count;

    /// <summary>Adds a notebook.</summary>
    /// <param name="index">Its place in the table.</param>
    /// <param name="handIn">The notebook.</param>
    /// <param name="results">How its exercises were answered.</param>
    /// <param name="seconds">How long that took.</param>
    public void Add(int index, HandIn handIn, IReadOnlyList<GradedExercise> results, double seconds) => _rows[index] = new Row(handIn, results, seconds);

    /// <summary>Points, each exercise, time and notes; for any spreadsheet.</summary>
    public string ToCsv() => Csv.Write(
        ["notebook", "points", "of", .. lesson.Exercises.Select(exercise => exercise.Id), "seconds", "network", "note"],
        _rows.Values.Select(row => (IReadOnlyList<string>)
        [
            Cell(row.HandIn.Name),
            Number(row.Points),
            Number(lesson.Exercises.Count),
            .. lesson.Exercises.Select(exercise => Cell(Words(row.Results.FirstOrDefault(result => result.Id == exercise.Id)))),
            row.Seconds.ToString("0.0", CultureInfo.InvariantCulture),
            isOffline ? "blocked" : "not blocked",
            Cell(row.HandIn.Note),
        ]));

    /// <summary>How often each exercise was answered how.</summary>
    public Table Summary() => Table.Of(
        ["exercise", "#right", "#not yet", "#not answered", "#failed or missing"],
        lesson.Exercises.Select(exercise => (string[])
        [
            exercise.Id, Count(exercise, GradeOutcome.Right), Count(exercise, GradeOutcome.Wrong), Count(exercise, GradeOutcome.Unanswered),
            Number(_rows.Count - new[] { GradeOutcome.Right, GradeOutcome.Wrong, GradeOutcome.Unanswered }.Sum(outcome => CountOf(exercise, outcome))),
        ]));

    /// <summary>How an exercise was answered, in words.</summary>
    public static string Words(GradedExercise? result) => result switch
    {
        null => "missing",
        { Outcome: GradeOutcome.Right } => "right",
        { Outcome: GradeOutcome.Wrong } => $"not yet: {result.Words}",
        { Outcome: GradeOutcome.Unanswered } => "not answered",
        _ => $"failed: {result.Words}",
    };

    private string Count(LessonExercise exercise, GradeOutcome outcome) => Number(CountOf(exercise, outcome));

    private int CountOf(LessonExercise exercise, GradeOutcome outcome) => _rows.Values.Count(row => row.Results.Any(result => result.Id == exercise.Id && result.Outcome == outcome));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // A spreadsheet would calculate what begins like a formula.
    private static string Cell(string text) => OneLine.Of(text) is { Length: > 0 } line && FormulaStarts.Contains(line[0]) ? $"'{line}" : OneLine.Of(text);

    private sealed record Row(HandIn HandIn, IReadOnlyList<GradedExercise> Results, double Seconds)
    {
        public int Points => Results.Count(result => result.Outcome == GradeOutcome.Right);
    }
}

using NotebookEngine.Notebooks;

namespace Workbench.Exercises;

/// <summary>What a worker is to run.</summary>
/// <param name="Key">Begins every line of its answer; no cell knows it.</param>
/// <param name="Folder">The lesson's folder, from which <c>#r</c> counts.</param>
/// <param name="CellSeconds">How long a cell may take before it is interrupted.</param>
/// <param name="Cells">The cells, in order.</param>
internal sealed record GradingOrder(string Key, string Folder, double CellSeconds, IReadOnlyList<GradedCell> Cells);

/// <summary>A cell to run.</summary>
/// <param name="Role">Whose it is.</param>
/// <param name="Exercise">The exercise that it belongs to; empty for none.</param>
/// <param name="Name">What errors call it.</param>
/// <param name="Source">Its code.</param>
internal sealed record GradedCell(CellRole Role, string Exercise, string Name, string Source)
{
    /// <summary>The cells of a lesson with a student's answers; solutions are left out.</summary>
    /// <param name="lesson">The lesson.</param>
    /// <param name="answers">The sources of the student's exercise cells, by exercise.</param>
    public static IReadOnlyList<GradedCell> Of(Lesson lesson, IReadOnlyDictionary<string, string> answers) =>
        [.. Code(lesson).Where(cell => !cell.Is(Lesson.SolutionTag)).Select(cell => Of(lesson, cell, answers))];

    /// <summary>All cells of a notebook as they are, solutions too.</summary>
    public static IReadOnlyList<GradedCell> Of(Lesson lesson) =>
        [.. Code(lesson).Select(cell => Of(lesson, cell, lesson.Exercises.ToDictionary(exercise => exercise.Id, exercise => exercise.Start.Source)))];

    private static IEnumerable<Cell> Code(Lesson lesson) => lesson.Notebook.Cells.Where(cell => cell.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(cell.Source));

    private static GradedCell Of(Lesson lesson, Cell cell, IReadOnlyDictionary<string, string> answers)
    {
        var name = FormattableString.Invariant($"cell {cell.Number}");
        return lesson.Exercises.FirstOrDefault(exercise => exercise.Start.Id == cell.Id || exercise.Check.Id == cell.Id) switch
        {
            null => new(CellRole.Lesson, "", name, cell.Source),
            var exercise when exercise.Check.Id == cell.Id => new(CellRole.Check, exercise.Id, name, Lesson.Qualified(cell.Source)),
            var exercise => new(CellRole.Answer, exercise.Id, name, answers.GetValueOrDefault(exercise.Id, "")),
        };
    }
}

/// <summary>Whose a cell is.</summary>
internal enum CellRole
{
    /// <summary>The lesson's.</summary>
    Lesson,

    /// <summary>The student's.</summary>
    Answer,

    /// <summary>The lesson's, and checks the student's.</summary>
    Check,
}

/// <summary>What a worker says.</summary>
/// <param name="Cell">Index of the cell.</param>
/// <param name="Outcome">How an answer stands, or <c>Failed</c>; empty: the cell begins; <c>Done</c> after the last; <c>OutOfMemory</c>: it ends here.</param>
/// <param name="Words">What the check said, or what went wrong.</param>
internal sealed record GradingLine(int Cell, string Outcome = "", string Words = "")
{
    public const string Failed = "Failed";
    public const string Done = "Done";
    public const string OutOfMemory = "OutOfMemory";
}

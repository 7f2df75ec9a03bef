using NotebookEngine.Notebooks;
using Workbench.Exercises;

namespace Workbench.Tests.Exercises;

/// <summary>The lessons of the repository: with solutions, for teachers, and without, as students get them.</summary>
internal static class Lessons
{
    public static string Folder => Repository.PathTo("notebooks", "lessons");

    public static string SolutionsFolder => Path.Combine(Folder, "solutions");

    /// <summary>Those with solutions.</summary>
    public static string[] Paths { get; } = [.. Directory.GetFiles(SolutionsFolder, "*.ipynb").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names { get; } = [.. Paths.Select(path => Path.GetFileName(path))];

    public static Lesson WithSolutions(string name) => Lesson.Of(Notebook.Read(Path.Combine(SolutionsFolder, name)));

    public static Notebook WithoutSolutions(string name) => Notebook.Read(Path.Combine(Folder, name));

    /// <summary>A student's notebook with answers in its cells, by the ids of the cells; the others are as they were.</summary>
    public static Notebook Answered(this Notebook notebook, Func<Cell, string?> answer) =>
        notebook with { Cells = [.. notebook.Cells.Select(cell => cell.Is(Lesson.ExerciseTag) && answer(cell) is { } source ? cell with { Source = source } : cell)] };

    /// <summary>The solution of an exercise, by the id of its cell, as a student would have it there: a function in the place of the one that is
    /// not written yet, else after the variable.</summary>
    public static string SolutionOf(this Lesson lesson, string cell)
    {
        var cells = lesson.Notebook.Cells;
        var at = cells.Index().Single(item => item.Item.Id == cell).Index;
        var solution = cells.Skip(at).First(other => other.Is(Lesson.SolutionTag) && other.Kind == CellKind.Code).Source;
        return cells[at].Source.Contains(nameof(NotImplementedException), StringComparison.Ordinal) ? solution : $"{cells[at].Source}\n{solution}";
    }
}

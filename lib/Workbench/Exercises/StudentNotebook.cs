using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NotebookEngine.Notebooks;

namespace Workbench.Exercises;

/// <summary>A lesson as a student gets it: solutions are gone, exercises and checks stand as if never run.</summary>
internal static partial class StudentNotebook
{
    /// <summary>Makes one.</summary>
    /// <param name="lesson">The teacher's.</param>
    /// <param name="name">The lesson's name, for the metadata.</param>
    /// <param name="from">The lesson's folder…</param>
    /// <param name="to">… and the one in which the student's notebook will lie, so that libraries and links are found from there.</param>
    public static Notebook Of(Lesson lesson, string name, string from, string to)
    {
        var cells = lesson.Notebook.Cells.Where(cell => !cell.Is(Lesson.SolutionTag)).Select((cell, i) => cell with
        {
            Number = i + 1,
            Source = (cell.Kind == CellKind.Code ? Library() : Link()).Replace(cell.Source, path => Moved(path.Value, from, to)),
            Outputs = IsAnswered(cell) ? [] : cell.Outputs,
            ExecutionCount = null,
        });
        var clean = (lesson.Notebook with { Cells = [.. cells] }).Clean();
        clean.Fields["metadata"]![Notebook.LessonField] = new JsonObject { ["name"] = name, ["version"] = lesson.Version };
        return clean;
    }

    /// <summary>The version of the lesson that a notebook was made from; null where it does not say.</summary>
    public static string? VersionOf(Notebook notebook) =>
        NotebookReader.Text((notebook.Fields["metadata"] as JsonObject)?[Notebook.LessonField] is JsonObject lesson ? lesson["version"] : null);

    private static bool IsAnswered(Cell cell) => cell.Is(Lesson.ExerciseTag) || cell.Is(Lesson.CheckTag);

    private static string Moved(string path, string from, string to) => Path.GetRelativePath(to, Path.Combine(from, path)).Replace('\\', '/');

    [GeneratedRegex("""(?<=^#r ")\.\.?/[^"]+(?=")""", RegexOptions.Multiline)]
    private static partial Regex Library();

    [GeneratedRegex(@"(?<=\]\()\.\.?/[^)#\s]+")]
    private static partial Regex Link();
}

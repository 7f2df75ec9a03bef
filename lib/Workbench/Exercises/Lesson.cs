using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NotebookEngine.Notebooks;
using Sandglass;

namespace Workbench.Exercises;

/// <summary>
/// A notebook with exercises. An exercise is a cell tagged <c>exercise</c>, in which the student writes, perhaps one tagged
/// <c>solution</c>, and one tagged <c>check</c>, which calls <c>Exercise.Check</c>; they follow each other.
/// </summary>
/// <param name="Notebook">The notebook.</param>
/// <param name="Exercises">Its exercises, in order.</param>
internal sealed partial record Lesson(Notebook Notebook, IReadOnlyList<LessonExercise> Exercises)
{
    public const string ExerciseTag = "exercise";
    public const string SolutionTag = "solution";
    public const string CheckTag = "check";

    /// <summary>Changes with what is asked and how it is checked, and with nothing else.</summary>
    public string Version => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\0', Exercises.SelectMany(exercise => (string[])[exercise.Id, exercise.Start.Source, exercise.Check.Source])))))[..12];

    /// <summary>The lesson in a notebook.</summary>
    /// <exception cref="WorkbenchException">It has no exercises, or one is not complete.</exception>
    public static Lesson Of(Notebook notebook)
    {
        var exercises = new List<LessonExercise>();
        Cell? start = null;
        foreach (var cell in notebook.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            if (cell.Is(ExerciseTag))
            {
                start = start is null ? cell : throw Wrong(start, $"has no cell tagged '{CheckTag}' after it");
            }
            else if (cell.Is(CheckTag))
            {
                var call = Call().Match(cell.Source);
                exercises.Add(new LessonExercise(
                    call.Success ? call.Groups["id"].Value : throw Wrong(cell, "calls no Exercise.Check(\"…\", …)"),
                    start ?? throw Wrong(cell, $"has no cell tagged '{ExerciseTag}' before it"),
                    cell));
                start = null;
            }
        }

        return start is not null ? throw Wrong(start, $"has no cell tagged '{CheckTag}' after it")
            : exercises.Count == 0 ? throw new WorkbenchException("the notebook has no exercises: tag cells 'exercise' and 'check'")
            : exercises.GroupBy(exercise => exercise.Id).FirstOrDefault(same => same.Count() > 1) is { } twice ? throw Wrong(twice.Last().Check, $"checks '{twice.Key}' again")
            : new Lesson(notebook, exercises);
    }

    /// <summary>A check with the library's own name, which no cell can give to something else.</summary>
    public static string Qualified(string check) => Call().Replace(check, call => $"global::Sandglass.{call.Value}");

    private static WorkbenchException Wrong(Cell cell, string what) => new(FormattableString.Invariant($"cell {cell.Number} ({cell.Id}) {what}"));

    [GeneratedRegex("""(?<![\w.])Exercise\.Check\("(?<id>[a-z0-9.-]+)",""")]
    private static partial Regex Call();
}

/// <summary>One exercise of a lesson.</summary>
/// <param name="Id">Its name in the library.</param>
/// <param name="Start">The cell in which the student writes.</param>
/// <param name="Check">The cell that checks.</param>
internal sealed record LessonExercise(string Id, Cell Start, Cell Check);

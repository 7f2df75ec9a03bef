using NotebookEngine.Notebooks;
using WholeFiles;

namespace Workbench.Exercises;

/// <summary>A notebook that a student handed in.</summary>
/// <param name="Name">Its path within the folder.</param>
/// <param name="Answers">The sources of its exercise cells, by exercise; those that it lacks are not there.</param>
/// <param name="Note">What a teacher should know of it; empty for nothing.</param>
internal sealed record HandIn(string Name, IReadOnlyDictionary<string, string> Answers, string Note)
{
    // Of copies that Jupyter keeps.
    private const string Checkpoints = ".ipynb_checkpoints";

    /// <summary>Whether it can be graded; if not, the note says why.</summary>
    public bool IsReadable { get; private init; } = true;

    /// <summary>The notebooks in a folder and in those below it, but not behind links to folders.</summary>
    public static IReadOnlyList<string> PathsIn(string folder) =>
    [
        .. FilesBelow.Of(folder, skipped: FileAttributes.None).Where(file => file.Extension == ".ipynb").Select(file => file.FullName)
            .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Contains(Checkpoints))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads one; whatever it is, it gets a row.</summary>
    /// <param name="folder">The folder of the class.</param>
    /// <param name="path">The notebook.</param>
    /// <param name="lesson">The lesson.</param>
    public static HandIn Read(string folder, string path, Lesson lesson)
    {
        var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
        if (FileKinds.IsLink(path))
        {
            return Unreadable("it is a link, not a file");
        }

        try
        {
            var notebook = Notebook.Read(path);
            notebook.RequireCSharp();
            var answers = Answered(lesson, notebook);
            return new HandIn(name, answers, answers.Count == 0 ? "it has none of the lesson's exercises" : StudentNotebook.VersionOf(notebook) switch
            {
                null => "it does not say which version of the lesson it was made from",
                var version when version != lesson.Version => "it was made from another version of the lesson",
                _ => "",
            });
        }
        catch (Exception wrong) when (wrong is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return Unreadable(OneLine.Of(wrong.Message.Replace($"{path}: ", "", StringComparison.Ordinal)));
        }

        HandIn Unreadable(string why) => new(name, new Dictionary<string, string>(), why) { IsReadable = false };
    }

    // By the ids of the cells; an old front end drops them all, and then by their tags and order.
    private static Dictionary<string, string> Answered(Lesson lesson, Notebook notebook)
    {
        var code = notebook.Cells.Where(cell => cell.Kind == CellKind.Code).ToArray();
        var byId = lesson.Exercises.Select(exercise => (exercise.Id, Cell: code.FirstOrDefault(cell => cell.Id == exercise.Start.Id)))
            .Where(answer => answer.Cell is not null).ToDictionary(answer => answer.Id, answer => answer.Cell!.Source);
        var tagged = code.Where(cell => cell.Is(Lesson.ExerciseTag)).ToArray();
        return byId.Count > 0 || tagged.Length != lesson.Exercises.Count ? byId
            : lesson.Exercises.Zip(tagged).ToDictionary(pair => pair.First.Id, pair => pair.Second.Source);
    }
}

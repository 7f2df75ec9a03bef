using NotebookEngine.Notebooks;
using Sandglass;
using Workbench.Exercises;
using Workbench.Tests.Running;

namespace Workbench.Tests.Exercises;

public sealed class MakeTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public static TheoryData<string> Names => Lessons.Names;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_students_notebook_of_the_repository_is_what_make_gives(string name) => Assert.Equal(
        StudentNotebook.Of(Lessons.WithSolutions(name), Path.GetFileNameWithoutExtension(name), Lessons.SolutionsFolder, Lessons.Folder).Write(),
        File.ReadAllText(Path.Combine(Lessons.Folder, name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Solutions_are_nowhere_in_it_and_checks_are_all_there(string name)
    {
        var (lesson, text) = (Lessons.WithSolutions(name), File.ReadAllText(Path.Combine(Lessons.Folder, name)));
        var solutions = lesson.Notebook.Cells.Where(cell => cell.Is(Lesson.SolutionTag)).ToArray();
        Assert.Equal(lesson.Exercises.Count, solutions.Count(cell => cell.Kind == CellKind.Code));
        Assert.All(solutions.SelectMany(cell => cell.Source.Split('\n')).Where(line => line.Trim().Length > 8 && !IsElsewhere(line)), line => Assert.DoesNotContain(line.Trim(), text, StringComparison.Ordinal));
        Assert.Equal(lesson.Exercises.Select(exercise => exercise.Id), Lesson.Of(Lessons.WithoutSolutions(name)).Exercises.Select(exercise => exercise.Id));
        Assert.All(Lesson.Of(Lessons.WithoutSolutions(name)).Exercises.SelectMany(exercise => (Cell[])[exercise.Start, exercise.Check]), cell => Assert.Empty(cell.Outputs));

        // The head of a function stands in the student's cell as well.
        bool IsElsewhere(string line) => lesson.Notebook.Cells.Any(cell => !cell.Is(Lesson.SolutionTag) && cell.Source.Contains(line.Trim(' ', '{', ';'), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_notebook_that_is_there_is_not_replaced_unasked_and_a_lesson_never()
    {
        var lesson = Path.Combine(Lessons.SolutionsFolder, "lesson-1-depthwise.ipynb");
        var (code, output, _) = await InProcess.RunAsync("exercise", "make", lesson, "--out", _folder.Path);
        Assert.Equal((0, $"written: {_folder["lesson-1-depthwise.ipynb"]}"), (code, output.TrimEnd()));
        var made = await File.ReadAllTextAsync(_folder["lesson-1-depthwise.ipynb"], TestContext.Current.CancellationToken);

        (code, output, _) = await InProcess.RunAsync("exercise", "make", lesson, "--out", _folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("it may be a student's: add --replace", output);
        Assert.Equal(0, (await InProcess.RunAsync("exercise", "make", lesson, "--out", _folder.Path, "--replace")).Code);
        Assert.Equal(made, await File.ReadAllTextAsync(_folder["lesson-1-depthwise.ipynb"], TestContext.Current.CancellationToken));

        (code, output, _) = await InProcess.RunAsync("exercise", "make", lesson, "--out", Lessons.SolutionsFolder, "--replace");
        Assert.Equal(1, code);
        Assert.Contains("choose another folder with --out", output);
    }

    [Theory]
    [InlineData("the notebook has no exercises", "plain:1")]
    [InlineData("cell 1 (c1) has no cell tagged 'check' after it", "exercise:var a = 0;")]
    [InlineData("cell 1 (c1) has no cell tagged 'check' after it", "exercise:var a = 0;", "exercise:var b = 0;")]
    [InlineData("cell 1 (c1) has no cell tagged 'exercise' before it", "check:Exercise.Check(\"a.b\", a)")]
    [InlineData("cell 2 (c2) calls no Exercise.Check", "exercise:var a = 0;", "check:a == 1")]
    [InlineData("cell 4 (c4) checks 'a.b' again", "exercise:1", "check:Exercise.Check(\"a.b\", a)", "exercise:1", "check:Exercise.Check(\"a.b\", a)")]
    public void What_is_wrong_with_a_lesson_is_named_with_its_cell(string words, params string[] cells) => Assert.Contains(
        words, Assert.Throws<WorkbenchException>(() => Lesson.Of(TaggedCells.Notebook(cells))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Exercise.Check(\"a.b\", x)", "global::Sandglass.Exercise.Check(\"a.b\", x)")]
    [InlineData("Other.Exercise.Check(\"a.b\", x)", "Other.Exercise.Check(\"a.b\", x)")]
    public void A_check_is_called_by_its_whole_name(string check, string qualified) => Assert.Equal(qualified, Lesson.Qualified(check));
}

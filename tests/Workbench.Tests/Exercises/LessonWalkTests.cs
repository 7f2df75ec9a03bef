using System.Text.RegularExpressions;
using Sandglass.Data;
using Workbench.Exercises;
using Workbench.Tests.Interactive;
using Workbench.Tests.Page;
using Workbench.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace Workbench.Tests.Exercises;

/// <summary>A student's way through lesson 1 in Jupyter's page, and the teacher's after it.</summary>
[Collection(NotebookHost.OneAtATime)]
public sealed class LessonWalkTests : IDisposable
{
    private const string Name = "lesson-1-depthwise.ipynb";

    private static readonly Lesson Lesson1 = Lessons.WithSolutions(Name);

    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DeepFact]
    public async Task A_student_answers_wrong_reads_the_hint_answers_right_and_hands_in()
    {
        var notebook = StudentNotebook.Of(Lesson1, "lesson-1-depthwise", Lessons.SolutionsFolder, Repository.PathTo("notebooks"));
        int At(string id) => notebook.Cells.Index().Single(item => item.Item.Id == id).Index;
        await using var person = await Person.OpenAsync(notebook, "lesson");
        await person.StepAsync("first cell", () => person.RunAsync(At("start")));
        await person.StepAsync("no answer yet", async () =>
        {
            await person.RunAsync(At("full-weights"));
            await person.RunAsync(At("full-weights-check"));
            await Expect(person.Output).ToContainTextAsync("Not answered: replace the 0");
        });
        await person.StepAsync("a wrong answer gets a hint", () => AnswerAsync("full-weights", "var fullWeights = 64 * 32;", "Not yet: the convolution: a kernel has as many weights as pixels"));
        await person.StepAsync("a right one is right", () => AnswerAsync("full-weights", "var fullWeights = 64 * 32 * 3 * 3;", "Right: 18,432 weights."));
        await person.StepAsync("a function with the kernel turned round", () => AnswerAsync(
            "row", Lesson1.SolutionOf("row").Replace("kernel[0]", "kernel[3]", StringComparison.Ordinal).Replace("kernel[2]", "kernel[0]", StringComparison.Ordinal).Replace("kernel[3]", "kernel[2]", StringComparison.Ordinal), "the kernel is turned round"));
        await person.StepAsync("the right one", () => AnswerAsync("row", Lesson1.SolutionOf("row"), "Right: all trials agree."));
        var handIn = await person.SaveAsync();
        person.AssertNothingOdd();

        Directory.CreateDirectory(_folder["class"]);
        handIn.Save(_folder[Path.Combine("class", "anna.ipynb")]);
        var (code, output, error) = await WorkbenchProgram.RunAsync(
            "exercise", "grade", _folder["class"], "--lesson", Path.Combine(Lessons.SolutionsFolder, Name), "--out", _folder["grades.csv"]);
        Assert.True(code == 0, output + error);
        var row = Csv.Read(await File.ReadAllTextAsync(_folder["grades.csv"], TestContext.Current.CancellationToken), "grades.csv").Rows.Single();
        Assert.Equal(("anna.ipynb", "2", "right", "not answered", "right"), (row.Text("notebook"), row.Text("points"), row.Text("depthwise.full-weights"), row.Text("depthwise.depthwise-weights"), row.Text("depthwise.row")));
        Assert.Equal("", row.Text("note"));

        async Task AnswerAsync(string id, string answer, string said)
        {
            await person.ReplaceAsync(At(id), answer);
            await person.RunAsync(At($"{id}-check"));
            await Expect(person.Output).ToContainTextAsync(new Regex(Regex.Escape(said)));
        }
    }
}

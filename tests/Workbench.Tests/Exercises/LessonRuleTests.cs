using System.Globalization;
using System.Text.RegularExpressions;
using NotebookEngine.Notebooks;
using NotebookEngine.Running;
using Sandglass.Lessons;
using Sandglass.Lessons.Checks;
using Sandglass.Paper;
using Workbench.Exercises;
using Workbench.Tests.Architecture;
using Workbench.Tests.Notebooks;

namespace Workbench.Tests.Exercises;

/// <summary>What every lesson keeps to, beside the rules of all notebooks that fit it.</summary>
public partial class LessonRuleTests
{
    private const int MostBytes = 300_000;
    private const int MostLines = 120;
    private const int MostLinesOfACell = 20;
    private const int MostColumns = 100;
    private const int MostColumnsOfText = 130;
    private static readonly string[] Head = ["**Goals.**", "**Prerequisites.**", "**Time.**", "**What the paper says.**"];

    public static TheoryData<string> Names => Lessons.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_head_says_goals_prerequisites_time_and_the_claim_that_it_tests(string name)
    {
        var head = Lessons.WithSolutions(name).Notebook.Cells[0].Source;
        Assert.All(Head, part => Assert.Contains(part, head, StringComparison.Ordinal));
        var quoted = Quoted().Match(head);
        Assert.True(quoted.Success, "the head quotes a claim as \"…\" (claim `id`)");
        Assert.Equal(ClaimLedger.Load()[quoted.Groups["id"].Value].Statement, Spaces().Replace(quoted.Groups["words"].Value, " "));
        Assert.Contains(Lessons.WithSolutions(name).Notebook.Code(), cell => cell.Source.Contains(quoted.Groups["id"].Value, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_short_clean_executed_and_all_its_checks_say_right(string name)
    {
        var (path, notebook) = (Path.Combine(Lessons.SolutionsFolder, name), Lessons.WithSolutions(name).Notebook);
        Assert.Empty(Notebook.FindUnclean(path));
        Assert.Empty(Notebook.FindUnclean(Path.Combine(Lessons.Folder, name)));
        Assert.InRange(new FileInfo(path).Length, 0, MostBytes);
        Assert.InRange(notebook.Code().Sum(Shipped.Lines), 0, MostLines);
        Assert.InRange(notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown).Sum(cell => Word().Count(cell.Source)), 400, 1000);
        Assert.All(notebook.Code(), cell => Assert.InRange(cell.Lines(), 1, MostLinesOfACell));
        Assert.All(notebook.Cells, cell => Assert.DoesNotContain(cell.Source.Split('\n'), line => line.Length > (cell.Kind == CellKind.Code ? MostColumns : MostColumnsOfText)));
        Assert.All(notebook.Code(), cell => Assert.True(cell.ExecutionCount is not null && cell.Outputs.All(output => (string?)output["output_type"] != "error"), cell.Id));
        Assert.All(Lesson.Of(notebook).Exercises, exercise => Assert.Contains("Right: ", exercise.Check.Outputs.Single().ToJsonString(), StringComparison.Ordinal));
        Assert.Equal(
            Shipped.Read("00-start-here.ipynb").Code().First().Source.Replace("../artifacts", "../../../artifacts", StringComparison.Ordinal), notebook.Code().First().Source);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_compile_and_their_order_reproduces_them(string name) => Assert.All(
        [(Lessons.WithSolutions(name).Notebook, Lessons.SolutionsFolder), (Lessons.WithoutSolutions(name), Lessons.Folder)],
        item =>
        {
            Assert.Null(NotebookCompiler.Compile(item.Item1, item.Item2, TestContext.Current.CancellationToken)?.Headline);
            Assert.Empty(NotebookOrder.Describe(item.Item1, item.Item2, TestContext.Current.CancellationToken));
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_links_lead_somewhere(string name) => Assert.All(
        [(Lessons.WithSolutions(name).Notebook, Lessons.SolutionsFolder), (Lessons.WithoutSolutions(name), Lessons.Folder)],
        item => Assert.All(
            item.Item1.Cells.Where(cell => cell.Kind == CellKind.Markdown).SelectMany(cell => Link().Matches(cell.Source)),
            link => Assert.True(File.Exists(Path.Combine(item.Item2, link.Groups["path"].Value)), $"{item.Item2}: {link.Value}")));

    [Fact]
    public void Every_exercise_of_the_library_is_in_one_lesson_or_in_a_notebook()
    {
        var ids = LessonQuestions.All.Select(question => question.Id).ToLookup(id => id.StartsWith($"{LessonQuestions.Notebooks}.", StringComparison.Ordinal));
        Assert.Equal(ids[false], Lessons.Names.SelectMany(name => Lessons.WithSolutions(name.Data).Exercises.Select(exercise => exercise.Id)));
        var notebooks = Shipped.Paths.SelectMany(path => Notebook.Read(path).Code()).Select(cell => cell.Source).ToArray();
        Assert.All(ids[true], id => Assert.Single(notebooks, source => source.Contains($"Exercise.Check(\"{id}\", ", StringComparison.Ordinal)));
    }

    // Outputs of the lesson's own cells stay in the student's notebook.
    [Theory]
    [MemberData(nameof(Names))]
    public void No_number_that_is_asked_for_stands_in_the_students_notebook(string name)
    {
        var notebook = Lessons.WithoutSolutions(name);
        var shown = string.Join('\n', NotebookComparison.Shown(notebook).Select(output => output.Line).Concat(notebook.Cells.Select(cell => cell.Source)));
        var asked = Lesson.Of(notebook).Exercises.Select(exercise => LessonQuestions.Of(exercise.Id)).OfType<CountQuestion>();
        Assert.All(asked, question => Assert.DoesNotMatch(string.Create(CultureInfo.InvariantCulture, $@"(?<![\d,.]){question.Right:n0}(?![\d,.])|(?<![\d,.]){question.Right}(?![\d,.])"), shown));
    }

    [Fact]
    public void Lessons_follow_each_other_by_number() => Rule.Holds(
        Lessons.Names.Index().Where(item => !item.Item.Data.StartsWith(FormattableString.Invariant($"lesson-{item.Index + 1}-"), StringComparison.Ordinal)).Select(item => item.Item.Data),
        "A lesson is called lesson-N-subject.ipynb.");

    [GeneratedRegex("\"(?<words>[^\"]+)\"\\s+\\(claim\\s+`(?<id>[^`]+)`\\)")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\]\((?<path>[^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();
}

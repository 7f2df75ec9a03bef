using System.Text.RegularExpressions;
using NotebookEngine.Notebooks;
using Workbench.Exercises;
using Workbench.Tests.Exercises;
using Workbench.Tests.Kernel;

namespace Workbench.Tests.Notebooks;

/// <summary>Notebooks and lessons as slides.</summary>
public sealed partial class SlideTests
{
    private const int MostCellsOfASlide = 3;

    public static TheoryData<string> Paths { get; } =
        [.. new[] { Shipped.Folder, Lessons.Folder, Lessons.SolutionsFolder }.SelectMany(folder => Directory.GetFiles(folder, "*.ipynb")).Select(path => Path.GetRelativePath(Repository.PathTo(), path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Chapters_begin_slides_that_are_short_and_no_cell_is_left_out(string path)
    {
        var cells = Notebook.Read(Repository.PathTo(path)).Cells;
        Assert.All(cells, cell => Assert.Contains(SlideTypes.Of(cell), (string[])[SlideTypes.Slide, SlideTypes.SubSlide, SlideTypes.Same]));
        Assert.Equal(
            cells.Where(cell => cell.Number == 1 || (cell.Kind == CellKind.Markdown && Chapter().IsMatch(cell.Source))).Select(cell => cell.Id),
            cells.Where(cell => SlideTypes.Of(cell) == SlideTypes.Slide).Select(cell => cell.Id));
        var same = 0;
        Assert.All(cells, cell => Assert.True((same = SlideTypes.Of(cell) == SlideTypes.Same ? same + 1 : 1) <= MostCellsOfASlide, $"{cell.Id}: more than {MostCellsOfASlide} cells on a slide"));
    }

    [Theory]
    [MemberData(nameof(Lessons.Names), MemberType = typeof(Lessons))]
    public void What_students_get_keeps_it(string name)
    {
        var lesson = Lessons.WithSolutions(name);
        var made = StudentNotebook.Of(lesson, name, Lessons.SolutionsFolder, Lessons.Folder);
        Assert.Equal(
            lesson.Notebook.Cells.Where(cell => !cell.Is(Lesson.SolutionTag)).Select(cell => (cell.Id, SlideTypes.Of(cell))),
            made.Cells.Select(cell => (cell.Id, SlideTypes.Of(cell))));
    }

    [DeepFact]
    public async Task Nbconvert_makes_as_many_slides_as_a_lesson_has()
    {
        using var jupyter = new JupyterFolder();
        var cells = Notebook.Read(Path.Combine(Lessons.Folder, "lesson-4-relu6.ipynb")).Cells;
        await jupyter.PythonAsync("-m", "nbconvert", "--to", "slides", "--output-dir", jupyter.Path, Path.Combine(Lessons.Folder, "lesson-4-relu6.ipynb"));
        var html = File.ReadAllText(Path.Combine(jupyter.Path, "lesson-4-relu6.slides.html"));

        var (slides, down) = (cells.Count(cell => SlideTypes.Of(cell) == SlideTypes.Slide), cells.Count(cell => SlideTypes.Of(cell) == SlideTypes.SubSlide));
        Assert.InRange(slides, 3, cells.Count / 2);
        Assert.Equal(slides, Slide().Count(html)); // a section of sections
        Assert.Equal(slides + slides + down, html.Split("<section").Length - 1);
        Assert.Equal(cells.Count, Cell().Count(html));
    }

    [GeneratedRegex("^##? ")]
    private static partial Regex Chapter();

    [GeneratedRegex("class=\"jp-Cell jp-")]
    private static partial Regex Cell();

    [GeneratedRegex(@"<section>\s*<section>")]
    private static partial Regex Slide();
}

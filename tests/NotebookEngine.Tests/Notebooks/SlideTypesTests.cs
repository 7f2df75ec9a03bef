using NotebookEngine.Notebooks;
using NotebookEngine.Running;

namespace NotebookEngine.Tests.Notebooks;

[Collection(WorkingDirectory.Name)]
public sealed class SlideTypesTests
{

    [Fact]
    public void A_chapter_is_a_slide_and_code_stays_with_a_short_text()
    {
        var cells = Cells(
            Text("a", "Words"), Code("b"), Text("c", "## Chapter"), Code("d"), Code("e"), Text("f", $"### Part\n\n{string.Join(' ', Enumerable.Repeat("word", 60))}"), Code("g"), Text("h", "# Next"));
        Assert.Equal(["slide", "-", "slide", "-", "subslide", "subslide", "subslide", "slide"], cells.Clean().Cells.Select(SlideTypes.Of));
    }

    [Fact]
    public void A_check_stays_with_its_exercise() =>
        Assert.Equal(["slide", "-", "-"], Cells(Text("a", "# A"), Code("b"), Code("c", """{"tags":["check"]}""")).Clean().Cells.Select(SlideTypes.Of));

    [Theory]
    [InlineData("""{"slideshow":{"slide_type":"fragment"}}""", "fragment")]
    [InlineData("""{"slideshow":{"slide_type":"skip"}}""", "skip")]
    [InlineData("""{"slideshow":{"slide_type":"other"}}""", "subslide")]
    [InlineData("""{"slideshow":[]}""", "subslide")]
    [InlineData("""{"slideshow":{"slide_type":["slide"]}}""", "subslide")]
    public void What_an_author_chose_stays(string metadata, string expected) =>
        Assert.Equal(expected, SlideTypes.Of(Cells(Text("a", "# A"), Text("b", "Words", metadata)).Clean().Cells[1]));

    [Fact]
    public async Task Execution_and_parameters_keep_it()
    {
        var notebook = Cells(
            Text("a", "# A"), Code("b", """{"slideshow":{"slide_type":"fragment"},"tags":["parameters"]}"""), Code("c", """{"slideshow":{"slide_type":"notes"}}"""));
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "a.ipynb");
        var run = await NotebookRunner.RunAsync(notebook, AppContext.BaseDirectory, new Dictionary<string, string>(), null, TestContext.Current.CancellationToken);
        run.Notebook.Save(path);
        Assert.Equal([null, "fragment", "notes"], Notebook.Read(path).Cells.Select(SlideTypes.Of));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static string Text(string id, string source, string metadata = "{}") =>
        $$"""{"cell_type":"markdown","id":"{{id}}","metadata":{{metadata}},"source":"{{source.Replace("\n", "\\n", StringComparison.Ordinal)}}"}""";

    private static string Code(string id, string metadata = "{}") =>
        $$"""{"cell_type":"code","id":"{{id}}","metadata":{{metadata}},"source":"1","outputs":[],"execution_count":null}""";

    private static Notebook Cells(params string[] cells) => Notebook.Parse($$"""{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{{string.Join(',', cells)}}]}""");
}

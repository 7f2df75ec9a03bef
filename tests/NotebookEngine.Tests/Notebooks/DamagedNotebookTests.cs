using System.Diagnostics;
using NotebookEngine.Notebooks;
using NotebookEngine.Running;

namespace NotebookEngine.Tests.Notebooks;

/// <summary>What a file may hold beside what nbformat says: it is read, or refused with one error of one line.</summary>
public sealed class DamagedNotebookTests
{
    private const string Cell = """{"cell_type":"code","id":"c","source":"1","metadata":{},"outputs":[],"execution_count":1}""";

    [Theory]
    [InlineData("\"metadata\":{}", "\"metadata\":{\"a\":\"\\ud800\"}")]
    [InlineData("\"metadata\":{}", "\"metadata\":{\"\\udc00\":1}")]
    [InlineData("\"metadata\":{}", "\"metadata\":{},\"metadata\":{}")]
    [InlineData("\"metadata\":{}", "\"metadata\":{\"a\\u001b[2J\\nb\":1,\"a\\u001b[2J\\nb\":1}")]
    [InlineData("\"nbformat\":4", "\"nbformat\":1e400")]
    [InlineData("\"nbformat\":4", "\"nbformat\":4.5")]
    [InlineData("\"nbformat_minor\":5", "\"nbformat_minor\":-1e400")]
    [InlineData("\"nbformat_minor\":5", "\"nbformat_minor\":{}")]
    [InlineData("\"source\":\"1\"", "\"source\":1")]
    [InlineData("\"source\":\"1\"", "\"source\":\"\\ud83d\"")]
    [InlineData("\"outputs\":[]", "\"outputs\":[null]")]
    [InlineData("\"cell_type\":\"code\"", "\"cell_type\":[]")]
    public void One_line_says_what_is_wrong(string what, string by)
    {
        var message = Assert.Throws<NotebookFormatException>(() => Notebook.Parse(Whole.Replace(what, by, StringComparison.Ordinal))).Message;

        Assert.DoesNotContain(message, char.IsControl);
    }

    [Theory]
    [InlineData("\"execution_count\":1", "\"execution_count\":1e400")]
    [InlineData("\"execution_count\":1", "\"execution_count\":1.5")]
    [InlineData("\"execution_count\":1", "\"execution_count\":\"1\"")]
    [InlineData("\"id\":\"c\"", "\"id\":7")]
    [InlineData("\"id\":\"c\"", "\"id\":null")]
    [InlineData("\"outputs\":[]", "\"outputs\":[{\"output_type\":1}]")]
    [InlineData("\"outputs\":[]", "\"outputs\":[{\"output_type\":\"stream\",\"name\":{},\"text\":[null,1]}]")]
    [InlineData("\"outputs\":[]", "\"outputs\":[{\"output_type\":\"error\",\"ename\":[],\"evalue\":1e400,\"traceback\":{}}]")]
    [InlineData("\"metadata\":{},\"outputs\"", "\"metadata\":{\"tags\":[null,{}],\"a\":1e400},\"outputs\"")]
    public void What_does_not_matter_does_no_harm(string what, string by)
    {
        var text = Whole.Replace(what, by, StringComparison.Ordinal);
        var notebook = Notebook.Parse(text);

        Assert.NotEmpty(NotebookCleaner.Check(text));
        Assert.Equal(notebook.Write(), Notebook.Parse(notebook.Write()).Write());
        Assert.InRange(NotebookComparison.Describe(notebook, Notebook.Parse(Whole)).Count, 0, 1);
    }

    [Theory]
    [InlineData("\\u001b[2Jx")]
    [InlineData("a\\nb")]
    [InlineData("\\u202ex")]
    [InlineData("")]
    [InlineData("\\\"><script>")]
    public void An_id_that_is_none_is_made_anew(string id) =>
        Assert.Matches("^[0-9a-f]{8}$", Notebook.Parse(Whole.Replace("\"id\":\"c\"", $"\"id\":\"{id}\"", StringComparison.Ordinal)).Cells[0].Id);

    [Fact]
    public void Names_of_another_language_come_without_what_moves_a_cursor()
    {
        var text = Whole.Replace("\"metadata\":{},\"outputs\"", "\"metadata\":{\"vscode\":{\"languageId\":\"f\\u001b[2J\\n#\"}},\"outputs\"", StringComparison.Ordinal);
        Assert.DoesNotContain(Assert.Throws<NotebookFormatException>(Notebook.Parse(text).RequireCSharp).Message, char.IsControl);
    }

    [Fact]
    public void Lists_that_would_be_indented_to_gigabytes_are_refused()
    {
        var deep = new string('[', 55) + string.Join(',', Enumerable.Repeat("0", 2_000_000)) + new string(']', 55);
        var clock = Stopwatch.StartNew();
        var message = Assert.Throws<NotebookFormatException>(() => Notebook.Parse(Whole.Replace("],\"metadata\":{}", $"],\"metadata\":{{\"a\":{deep}}}", StringComparison.Ordinal))).Message;

        Assert.Contains("too deeply to be saved", message);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Ids_that_were_guessed_do_not_have_a_long_text_read_again_and_again()
    {
        var source = new string('x', 4_000_000);
        var text = Whole.Replace("\"source\":\"1\"", $"\"source\":\"{source}\"", StringComparison.Ordinal).Replace("\"id\":\"c\",", "", StringComparison.Ordinal);
        var first = Notebook.Parse(text).Cells[0].Id;
        var taken = text.Replace("[{\"cell_type\"", $"[{Cell.Replace("\"id\":\"c\"", $"\"id\":\"{first}\"", StringComparison.Ordinal)},{{\"cell_type\"", StringComparison.Ordinal);

        Assert.Equal(2, Notebook.Parse(taken).Cells.Select(cell => cell.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("{\"kernelInfo\":1,\"kernelInfo\":2}")]
    [InlineData("{\"kernelInfo\":{\"defaultKernelName\":\"\\ud800\"}}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("[[[[")]
    [InlineData("1e400 2")]
    public void A_dib_with_damaged_metadata_is_refused(string meta)
    {
        var message = Assert.Throws<NotebookFormatException>(() => DibReader.Parse($"#!meta\n{meta}\n#!csharp\n1")).Message;

        Assert.DoesNotContain(message, char.IsControl);
    }

    [Fact]
    public void A_dib_of_many_parts_takes_time_in_proportion()
    {
        var clock = Stopwatch.StartNew();
        Assert.Throws<NotebookFormatException>(() => DibReader.Parse(string.Concat(Enumerable.Repeat("#!csharp\n1\n", 300_000))));
        Assert.Throws<NotebookFormatException>(() => DibReader.Parse(string.Concat(Enumerable.Repeat("#!" + new string('a', 100) + " x\n#!fsharp\n1\n", 30_000))));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static string Whole => $$"""{"cells":[{{Cell}}],"metadata":{},"nbformat":4,"nbformat_minor":5}""";
}

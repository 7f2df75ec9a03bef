using NotebookEngine.Notebooks;
using NotebookEngine.Running;

namespace NotebookEngine.Tests.Running;

[Collection(WorkingDirectory.Name)]
public sealed class NotebookRunnerTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public async Task Two_runs_give_the_same_bytes()
    {
        var notebook = SampleNotebook.Of(
            "var shown = display(\"start\"); Console.Write(\"a\"); Console.WriteLine(\"b\");",
            "shown.Update(\"end\"); new[] { 1.5, 2 }",
            "new { Name = \"x\", Inner = new { Size = 3 } }");
        var first = await Run(notebook, None);
        Assert.Null(first.Failure);
        Assert.Equal(first.Notebook.Write(), (await Run(notebook, None)).Notebook.Write());
        Assert.Equal("end", (string?)first.Notebook.Cells[0].Outputs[0]["data"]!["text/plain"]);
        Assert.Equal("ab\n", (string?)first.Notebook.Cells[0].Outputs[1]["text"]);
        Assert.Equal([1, 2, 3], first.Notebook.Cells.Select(cell => cell.ExecutionCount));
        Assert.Empty(NotebookComparison.Compare(first.Notebook, Notebook.Parse(first.Notebook.Write())));
    }

    [Fact]
    public async Task First_error_ends_the_run_unless_the_cell_is_to_raise_it()
    {
        var run = await Run(
            SampleNotebook.Of(
                ("throw new InvalidOperationException(\"wanted\");", ["raises-exception"]),
                ("var a = 1;\nint.Parse(\"x\");", []),
                ("display(1);", [])),
            None);
        Assert.Equal((2, 2), (run.Failure!.Cell.Number, run.Failure.Error.Line));
        Assert.StartsWith("cell 2 (c2) failed\n  System.FormatException", run.Failure.ToString(), StringComparison.Ordinal);
        Assert.Equal([1, 1, 0], run.Notebook.Cells.Select(cell => cell.Outputs.Count));
    }

    [Fact]
    public async Task A_cell_that_takes_too_long_is_interrupted_and_named()
    {
        var run = await Run(
            SampleNotebook.Of(("System.Threading.Thread.Sleep(60_000);", ["raises-exception"]), ("2", [])), None, TimeSpan.FromSeconds(1));
        Assert.Equal("cell 1 (c1): Timeout: interrupted after 1 s, the time limit", run.Error);
        Assert.Equal([1, 0], run.Notebook.Cells.Select(cell => cell.Outputs.Count));
    }

    [Fact]
    public async Task Cells_of_another_language_stop_it_before_anything_runs()
    {
        var notebook = SampleNotebook.Of("System.Environment.FailFast(\"ran\");", "#!fsharp\nlet a = 4");
        Assert.StartsWith("cell 2 (fsharp) is not C#", (await Assert.ThrowsAsync<NotebookFormatException>(() => Run(notebook, None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_are_kept_as_a_terminal_would_show_them()
    {
        var run = await Run(SampleNotebook.Of("for (var i = 0; i <= 100; i++) Console.Write($\"\\r{i} %\"); Console.Write(\"\\n\\u001b[31mred\\u001b[0m\");"), None);
        Assert.Equal("100 %\nred", (string?)run.Notebook.Cells[0].Outputs.Single()["text"]);
    }

    [Fact]
    public async Task Parameters_replace_literals_and_leave_the_source()
    {
        var notebook = SampleNotebook.Of(
            ("var preset = \"smoke\"; var epochs = 3; double rate = -0.5;", ["parameters"]), ("$\"{preset} {epochs} {rate}\"", []));
        var values = new Dictionary<string, string> { ["preset"] = "a\"b", ["epochs"] = "7", ["rate"] = "-1e-3" };
        var run = await Run(notebook, values);
        Assert.Equal("a\"b 7 -0.001", (string?)run.Notebook.Cells[1].Outputs[0]["data"]!["text/plain"]);
        Assert.Equal(notebook.Cells[0].Source, run.Notebook.Cells[0].Source);
    }

    private static Task<NotebookRun> Run(Notebook notebook, Dictionary<string, string> parameters, TimeSpan? cellTimeout = null) =>
        NotebookRunner.RunAsync(notebook, AppContext.BaseDirectory, parameters, cellTimeout, TestContext.Current.CancellationToken);
}

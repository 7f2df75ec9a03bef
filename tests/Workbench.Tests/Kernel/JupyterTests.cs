using System.Text.Json.Nodes;
using NotebookEngine.Notebooks;
using NotebookEngine.Running;

namespace Workbench.Tests.Kernel;

/// <summary>The installed kernel under Debian's own Jupyter, which shares nothing with it but the protocol.</summary>
public sealed class JupyterTests : IDisposable
{
    private readonly JupyterFolder _jupyter = new();

    public JupyterTests()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("WORKBENCH_DEEP") == "1",
            "set WORKBENCH_DEEP=1, with Debian's jupyter-nbconvert and jupyter-client installed");
    }

    public void Dispose() => _jupyter.Dispose();

    [Theory]
    [InlineData("two_clients")]
    [InlineData("interrupt")]
    [InlineData("restart")]
    [InlineData("assistance")]
    [InlineData("stale")]
    [InlineData("input")]
    [InlineData("exit")]
    [InlineData("endurance")]
    public async Task A_session_of_jupyter_client_goes_well(string name)
    {
        await _jupyter.InstallAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(await _jupyter.PythonAsync(Session, name));
    }

    [Fact]
    public async Task A_crash_in_native_code_ends_the_kernel_with_a_message()
    {
        await _jupyter.InstallAsync();
        Assert.Contains("kernel: its process ended with SIGSEGV", await _jupyter.PythonAsync(Session, "crash"));
    }

    [Theory]
    [InlineData("idle")]
    [InlineData("busy")]
    [InlineData("wrapped")]
    public async Task A_kernel_ends_with_a_front_end_that_is_killed(string state)
    {
        await _jupyter.InstallAsync();
        await _jupyter.PythonAsync(Session, "killed", state);
    }

    [Fact]
    public async Task Nbconvert_executes_a_notebook()
    {
        await _jupyter.InstallAsync();
        var notebook = Path.Combine(_jupyter.Path, "small.ipynb");
        await File.WriteAllTextAsync(notebook, Small(
            "var x = 40; Console.WriteLine(\"hello\");",
            "await Task.Delay(10); var shown = display(\"first\"); x + 2",
            "shown.Update(\"second\");").ToJsonString(), TestContext.Current.CancellationToken);

        await _jupyter.ExecuteAsync(notebook);

        var cells = JsonNode.Parse(await File.ReadAllTextAsync(notebook, TestContext.Current.CancellationToken))!["cells"]!.AsArray();
        Assert.Equal("hello\n", Text(cells[0]!["outputs"]![0]!["text"]!));
        Assert.Equal("second", Text(cells[1]!["outputs"]![0]!["data"]!["text/plain"]!));
        Assert.Equal("42", Text(cells[1]!["outputs"]![1]!["data"]!["text/plain"]!));
    }

    [Theory]
    [MemberData(nameof(Committed))]
    public async Task Nbconvert_gives_the_outputs_of_the_headless_runner(string name)
    {
        await _jupyter.InstallAsync();
        var committed = Repository.PathTo("notebooks", name);

        await _jupyter.ExecuteAsync(committed, _jupyter.Path);

        var differences = NotebookComparison.Compare(Notebook.Read(committed), Notebook.Read(Path.Combine(_jupyter.Path, name)));
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    public static TheoryData<string> Committed =>
        [.. Directory.EnumerateFiles(Repository.PathTo("notebooks"), "*.ipynb").Select(path => Path.GetFileName(path)).Order()];

    private static string Session => Repository.PathTo("tests", "Workbench.Tests", "Kernel", "jupyter_session.py");

    private static JsonObject Small(params string[] cells) => new()
    {
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
        ["metadata"] = new JsonObject
        {
            ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp", ["display_name"] = ".NET (C#)", ["language"] = "C#" },
        },
        ["cells"] = new JsonArray([.. cells.Select((code, number) => new JsonObject
        {
            ["cell_type"] = "code", ["id"] = $"cell{number}", ["metadata"] = new JsonObject(),
            ["execution_count"] = null, ["outputs"] = new JsonArray(), ["source"] = code,
        })]),
    };

    // nbformat allows a text in one piece or as lines.
    private static string Text(JsonNode text) => text is JsonArray lines ? string.Concat(lines.Select(line => (string)line!)) : (string)text!;
}

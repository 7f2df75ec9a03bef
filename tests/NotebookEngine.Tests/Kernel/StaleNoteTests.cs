using System.Text.Json.Nodes;

namespace NotebookEngine.Tests.Kernel;

public sealed class StaleNoteTests : IDisposable
{
    private readonly TestKernel _kernel = new();
    private readonly TestClient _client;

    public StaleNoteTests() => _client = _kernel.Connect();

    public void Dispose()
    {
        _client.Dispose();
        _kernel.Dispose();
    }

    [Fact]
    public void An_edited_cell_that_is_run_again_says_which_cells_used_its_old_value()
    {
        Assert.Empty(Run("var x = 1;", "a"));
        Assert.Equal(["result: 2"], Run("x + 1", "b"));
        Assert.Equal(["result: 1"], Run("x", "c"));
        Assert.Equal(["result: 5", "stderr: cells 2 and 3 used the old x: run them again\n"], Run("var x = 5; x", "a"));
        Assert.Equal(["result: 6"], Run("x + 1", "b"));
    }

    [Fact]
    public void Without_an_id_the_same_source_is_the_same_cell()
    {
        Run("var x = 1;");
        Run("x");
        Assert.Empty(Run("var x = 2;"));
        Assert.Equal(["stderr: cell 2 used the old x: run it again\n"], Run("var x = 1;"));
    }

    [Fact]
    public void Executions_without_a_number_are_left_out()
    {
        Run("var x = 1;", "a");
        _client.Outputs(_client.Execute("x", silent: true, cellId: "b"));
        _client.Outputs(_client.Execute("x", storeHistory: false, cellId: "c"));
        Assert.Empty(Run("var x = 2;", "a"));
        Run("x", "d");
        Assert.DoesNotContain(_client.Outputs(_client.Execute("var x = 3;", storeHistory: false, cellId: "a")), output => output.Type == "stream");
    }

    [Fact]
    public void A_cell_that_fails_says_nothing_and_what_it_defined_counts()
    {
        Run("var x = 1;", "a");
        Run("x", "b");
        Assert.Equal(["error: late"], Run("var x = 2; throw new Exception(\"late\");", "a"));
        Run("x", "c");
        Assert.Equal(["stderr: cells 2 and 4 used the old x: run them again\n"], Run("var x = 3;", "a"));
    }

    [Fact]
    public void Cells_that_wait_to_be_run_are_not_named()
    {
        Run("var x = 1;", "a");
        Run("x", "b");
        Run("x", "c");
        var first = _client.Execute("System.Threading.Thread.Sleep(500); var x = 2;", cellId: "a");
        _client.Execute("x", cellId: "b");
        _client.Send(_client.Shell, "execute_request", []);
        _client.Send(_client.Shell, "execute_request", new JsonObject { ["code"] = "x" }, new JsonObject { ["cellId"] = 5 });

        Assert.Equal("cell 3 used the old x: run it again\n", (string)Assert.Single(_client.Outputs(first), output => output.Type == "stream").Content["text"]!);
    }

    private string[] Run(string code, string? cellId = null) =>
        [.. _client.Outputs(_client.Execute(code, cellId: cellId)).ConvertAll(output => output.Line)[2..^1]];
}

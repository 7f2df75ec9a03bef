using System.Text.Json.Nodes;

namespace NotebookEngine.Tests.Kernel;

public sealed class ExecutionTests : IDisposable
{
    private readonly TestKernel _kernel = new();
    private readonly TestClient _client;

    public ExecutionTests() => _client = _kernel.Connect();

    public void Dispose()
    {
        _client.Dispose();
        _kernel.Dispose();
    }

    [Fact]
    public void A_cell_publishes_its_outputs_in_order_between_busy_and_idle()
    {
        var lines = _client.Lines("""
            Console.Write("a"); Console.WriteLine("b"); Console.Error.WriteLine("c"); Console.Write("d");
            var shown = display("e"); Console.Write("f"); shown.Update("g");
            40 + 2
            """);

        Assert.Equal(
            ["stdout: ab\n", "stderr: c\n", "stdout: d", "display_data: e", "stdout: f", "update_display_data: g", "result: 42"], lines);
    }

    [Fact]
    public void An_update_from_a_later_cell_carries_the_id_of_the_display()
    {
        var shown = _client.Outputs(_client.Execute("var shown = display(1);")).Single(output => output.Type == "display_data");
        var update = _client.Outputs(_client.Execute("shown.Update(2);")).Single(output => output.Type == "update_display_data");

        Assert.Equal((string)shown.Content["transient"]!["display_id"]!, (string)update.Content["transient"]!["display_id"]!);
    }

    [Fact]
    public void Cells_share_state_and_may_await()
    {
        Assert.Empty(_client.Lines("var x = 20; await Task.Delay(5); x++;"));
        Assert.Equal(["result: 21"], _client.Lines("await Task.FromResult(x)"));
    }

    [Fact]
    public void An_error_says_the_cell_and_the_line()
    {
        _client.Lines("1");
        var id = _client.Execute("var a = 1;\nthrow new InvalidOperationException(\"boom\");");
        var reply = _client.Receive(_client.Shell, id);
        var error = _client.Outputs(id).Single(output => output.Type == "error");

        Assert.Equal("error", reply.Status);
        Assert.Equal("boom", (string)error.Content["evalue"]!);
        Assert.Contains(error.Content["traceback"]!.AsArray(), line => ((string)line!).Contains("cell 2, line 2"));
    }

    [Fact]
    public void An_error_aborts_the_executions_that_wait_and_no_later_one()
    {
        var first = _client.Execute("System.Threading.Thread.Sleep(300); throw new Exception();");
        var waiting = new[] { _client.Execute("var a = 1;"), _client.Execute("a") };

        Assert.Equal("error", _client.Receive(_client.Shell, first).Status);
        Assert.All(waiting, id => Assert.Equal("aborted", _client.Receive(_client.Shell, id).Status));
        Assert.Equal(["result: 3"], _client.Lines("3"));
    }

    [Fact]
    public void What_is_sent_right_after_an_errors_reply_is_executed()
    {
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal("error", _client.Receive(_client.Shell, _client.Execute("#load \"x\"")).Status);
            Assert.Equal("ok", _client.Receive(_client.Shell, _client.Execute("var n = 1;")).Status);
        }
    }

    [Fact]
    public void Without_stop_on_error_the_executions_that_wait_run()
    {
        var first = _client.Execute("System.Threading.Thread.Sleep(300); throw new Exception();", stopOnError: false);
        var waiting = _client.Execute("2");

        Assert.Equal("error", _client.Receive(_client.Shell, first).Status);
        Assert.Equal("ok", _client.Receive(_client.Shell, waiting).Status);
    }

    [Fact]
    public void A_silent_execution_shows_and_counts_nothing()
    {
        var id = _client.Execute("var hidden = 5; hidden", silent: true);

        Assert.Equal(["busy", "idle"], _client.Outputs(id).ConvertAll(output => output.Line));
        Assert.Equal(1, (int)_client.Ask("execute_request", new JsonObject { ["code"] = "hidden" }).Content["execution_count"]!);
    }

    [Fact]
    public void A_loop_of_short_writes_arrives_whole_in_few_messages()
    {
        var outputs = _client.Outputs(_client.Execute("for (var i = 0; i < 20_000; i++) Console.WriteLine(i);"));
        var streams = outputs.Where(output => output.Type == "stream").ToList();

        Assert.Equal(
            string.Concat(Enumerable.Range(0, 20_000).Select(i => FormattableString.Invariant($"{i}\n"))),
            string.Concat(streams.Select(stream => (string)stream.Content["text"]!)));
        Assert.InRange(streams.Count, 1, 500);
    }
}

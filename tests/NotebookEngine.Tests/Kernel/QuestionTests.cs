using System.Diagnostics;
using System.Text.Json.Nodes;

namespace NotebookEngine.Tests.Kernel;

/// <summary>What is asked on shell while a cell runs.</summary>
public sealed class QuestionTests : IDisposable
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    private readonly TestKernel _kernel = new();
    private readonly TestClient _client;

    public QuestionTests() => _client = _kernel.Connect();

    public void Dispose()
    {
        _client.Dispose();
        _kernel.Dispose();
    }

    [Fact]
    public void A_question_is_answered_while_a_cell_runs()
    {
        JsonObject[] asked = [.. Enumerable.Range(0, 2).Select(_ => new JsonObject { ["code"] = "before.ToUp", ["cursor_pos"] = 11 })];
        _client.Lines("var before = \"text\";");
        _client.Ask("complete_request", asked[0]); // the editor services are there from the first time on
        var running = Begin("System.Threading.Thread.Sleep(5000);");

        var clock = Stopwatch.StartNew();
        Assert.Contains("ToUpper", _client.Ask("complete_request", asked[1]).Content["matches"]!.AsArray().Select(match => (string)match!));
        Assert.Equal("complete", _client.Ask("is_complete_request", new JsonObject { ["code"] = "1" }).Status);
        Assert.Equal("ok", _client.Ask("inspect_request", new JsonObject { ["code"] = "before", ["cursor_pos"] = 3 }).Status);
        Assert.Equal("ok", _client.Ask("kernel_info_request", []).Status);
        Assert.Equal("ok", _client.Ask("history_request", []).Status);
        Assert.Equal("ok", _client.Ask("comm_info_request", []).Status);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, 4 * AtOnce);
        Assert.Equal("ok", _client.Receive(_client.Shell, running).Status);
    }

    [Fact]
    public void The_last_state_is_busy_while_a_cell_runs_and_idle_after()
    {
        var running = Begin("System.Threading.Thread.Sleep(3000);");
        using var late = _kernel.Connect(); // hears nothing of the cell's beginning
        var question = late.Send(late.Shell, "kernel_info_request", []);

        Assert.Equal(["busy", "idle"], late.Outputs(question).ConvertAll(output => output.Line));
        Assert.Equal(["busy", "idle"], late.Outputs(running).ConvertAll(output => output.Line));
    }

    [Fact]
    public void An_interrupt_on_shell_reaches_the_cell_that_runs()
    {
        var running = Begin("while (true) { }");

        var clock = Stopwatch.StartNew();
        _client.Send(_client.Shell, "interrupt_request", []);
        Assert.Equal("error", _client.Receive(_client.Shell, running).Status);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, 10 * AtOnce);
    }

    [Fact]
    public void A_question_among_executions_changes_neither_their_order_nor_what_an_error_aborts()
    {
        var first = _client.Execute("System.Threading.Thread.Sleep(300); throw new Exception();");
        _client.Send(_client.Shell, "kernel_info_request", []);
        var second = _client.Execute("1");

        Assert.Equal("error", _client.Receive(_client.Shell, first).Status);
        Assert.Equal("aborted", _client.Receive(_client.Shell, second).Status);
    }

    private string Begin(string code)
    {
        var running = _client.Execute($"Console.WriteLine(\"begun\"); {code}");
        _client.HearUntil(running, "begun");
        return running;
    }
}

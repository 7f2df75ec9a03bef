using System.Diagnostics;
using System.Text.Json.Nodes;
using NetMQ;
using NotebookEngine.Kernel.Protocol;

namespace NotebookEngine.Tests.Kernel;

public class ControlTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("await Task.Delay(10); while (true) { }")]
    [InlineData("await Task.Delay(-1);")]
    public void An_interrupt_stops_an_endless_cell(string code)
    {
        using var kernel = new TestKernel();
        using var client = kernel.Connect();
        client.Lines("var kept = 7;");
        var endless = client.Execute($"Console.WriteLine(\"begun\"); {code}");
        while (!client.HearsOf(endless, Soon)) { }
        Thread.Sleep(300);

        var clock = Stopwatch.StartNew();
        var interrupt = client.Send(client.Control, "interrupt_request", []);
        Assert.Equal("ok", client.Receive(client.Control, interrupt).Status);
        Assert.Equal("error", client.Receive(client.Shell, endless).Status);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Soon);

        Assert.Equal(["result: 7"], client.Lines("kept"));
    }

    [Fact]
    public void The_kernel_answers_on_control_and_its_heart_beats_while_a_cell_runs()
    {
        using var kernel = new TestKernel();
        using var client = kernel.Connect();
        var running = client.Execute("System.Threading.Thread.Sleep(1500);");

        client.Heartbeat.SendFrame("ping");
        Assert.True(client.Heartbeat.TryReceiveFrameString(Soon, out var beat));
        var info = client.Receive(client.Control, client.Send(client.Control, "kernel_info_request", []));

        Assert.Equal("ping", beat);
        Assert.Equal("5.3", (string)info.Content["protocol_version"]!);
        Assert.Equal("text/x-csharp", (string)info.Content["language_info"]!["mimetype"]!);
        Assert.Equal("text/x-csharp", (string)info.Content["language_info"]!["codemirror_mode"]!);
        Assert.Equal("ok", client.Receive(client.Shell, running).Status);
    }

    [Fact]
    public void Two_clients_share_variables_and_each_has_its_own_replies()
    {
        using var kernel = new TestKernel();
        using var one = kernel.Connect();
        using var two = kernel.Connect();
        one.Lines("var shared = 11;");

        var id = two.Execute("shared + 1");
        Assert.Equal("ok", two.Receive(two.Shell, id).Status);
        Assert.Contains(two.Outputs(id), output => output.Line == "result: 12");
        Assert.Contains(one.Outputs(id), output => output.Line == "result: 12"); // everyone sees every output
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Shutdown_is_answered_ends_the_kernel_and_frees_its_ports(bool restart)
    {
        using var kernel = new TestKernel();
        using (var client = kernel.Connect())
        {
            client.Lines("var old = 1;");
            client.Execute("while (true) { }"); // a cell that runs does not hold it
            var id = client.Send(client.Control, "shutdown_request", new JsonObject { ["restart"] = restart });
            Assert.Equal(restart, (bool)client.Receive(client.Control, id).Content["restart"]!);
        }

        Assert.True(kernel.HasEnded(Soon));
        kernel.Dispose();
        using var next = new TestKernel(kernel.Connection);
        using var again = next.Connect();
        Assert.Contains("old", Assert.Single(again.Lines("old")));
    }

    [Fact]
    public void A_port_that_is_taken_is_named()
    {
        using var kernel = new TestKernel();
        var error = Assert.Throws<KernelException>(() => new TestKernel(kernel.Connection));

        Assert.Contains("shell", error.Message);
        Assert.Contains(FormattableString.Invariant($"127.0.0.1:{kernel.Connection.ShellPort}"), error.Message);
    }
}

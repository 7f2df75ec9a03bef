using System.Diagnostics;
using NotebookEngine.Scripting;

namespace NotebookEngine.Tests.Scripting;

public sealed class InterruptTests
{
    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("await Task.Yield(); while (true) { }")]
    [InlineData("while (true) { try { while (true) { } } catch (Exception) { } }")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("Task.Delay(-1).Wait();")]
    public async Task Cell_without_end_is_stopped_and_the_engine_goes_on(string code)
    {
        using var engine = new ScriptEngine(AppContext.BaseDirectory);
        var output = new RecordedOutput();
        await engine.ExecuteAsync("var kept = 7;", output, CancellationToken.None);
        using var interrupt = new CancellationTokenSource();
        var running = engine.ExecuteAsync("Console.WriteLine(\"started\");\n" + code, output, interrupt.Token);
        while (output.Lines.Count == 0)
        {
            Assert.False(running.IsCompleted, $"{(running.IsCompleted ? await running : null)}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        var clock = Stopwatch.StartNew();
        await interrupt.CancelAsync();
        var result = await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal("Interrupted", result.Error?.Name);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2);
        Assert.Equal("7", (await engine.ExecuteAsync("kept", output, CancellationToken.None)).Value?.Find("text/plain"));
    }
}

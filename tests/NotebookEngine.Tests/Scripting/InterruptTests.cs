using System.Diagnostics;
using NotebookEngine.Scripting;

namespace NotebookEngine.Tests.Scripting;

public sealed class InterruptTests : IDisposable
{
    private readonly ScriptEngine _engine = new(AppContext.BaseDirectory);
    private readonly RecordedOutput _output = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("do { } while (true);")]
    [InlineData("for (;;) { }")]
    [InlineData("foreach (var i in Enumerable.Range(0, int.MaxValue)) { for (var j = 0; j < 100_000_000; j++) { } }")]
    [InlineData("again: goto again;")]
    [InlineData("await Task.Yield(); while (true) { }")]
    [InlineData("while (true) { try { while (true) { } } catch (Exception) { } }")]
    [InlineData("while (true) { try { continue; } catch { } finally { } }")]
    [InlineData("while (true) { try { throw new Exception(); } catch { continue; } }")]
    [InlineData("while (true) { try { await Task.Yield(); } catch (Exception) { } }")]
    [InlineData("Enumerable.Range(0, int.MaxValue).Where(i => i < 0 && i.ToString().Length > 3 || Enumerable.Range(0, 10).Sum() < 0).Count()")]
    [InlineData("(from i in Enumerable.Range(0, int.MaxValue) from j in Enumerable.Range(0, 1000) where i + j < 0 select j).Count()")]
    [InlineData("bool Never(int i) => i < 0; Enumerable.Repeat(1, int.MaxValue).SelectMany(i => Enumerable.Range(0, 1000)).Any(Never)")]
    [InlineData("IEnumerable<int> Endless() { while (true) { yield return 1; } } Endless().All(i => i > 0)")]
    [InlineData("class Slow { public override string ToString() { while (true) { } } } new Slow()")]
    [InlineData("IEnumerable<int> Stuck() { yield return 1; while (true) { } } Stuck()")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("Task.Delay(-1).Wait();")]
    [InlineData("async Task<int> Never() { await Task.Delay(-1); return 1; } var never = Never().Result;")]
    [InlineData("new System.Threading.ManualResetEvent(false).WaitOne();")]
    [InlineData("new System.Threading.SemaphoreSlim(0).Wait();")]
    [InlineData("var other = new System.Threading.Thread(() => { while (true) { } }); other.Start(); other.Join();")]
    [InlineData("Parallel.For(0, int.MaxValue, i => { for (var j = 0; j < 1_000_000; j++) { } });")]
    [InlineData("await Task.Run(() => { while (true) { } });")]
    public async Task Cell_without_end_is_stopped_and_the_engine_goes_on(string code)
    {
        await Execute("var kept = 7;");

        var (result, took) = await Interrupted($"Console.WriteLine(\"started\");\n{code}");

        Assert.Equal("Interrupted", result.Error?.Name);
        Assert.InRange(took.TotalSeconds, 0, 3);
        Assert.Equal("7", (await Execute("kept")).Value?.Find("text/plain"));
    }

    [Theory]
    [InlineData("var timer = new System.Threading.Timer(_ => { for (var i = 0; i < 2_000_000_000; i++) { } }, null, 0, -1);")]
    [InlineData("new System.Threading.Thread(() => { while (true) { } }) { IsBackground = true }.Start();")]
    [InlineData("System.Threading.ThreadPool.QueueUserWorkItem(_ => { while (true) { } });")]
    [InlineData("var timer = new System.Timers.Timer(1) { AutoReset = false }; timer.Elapsed += (_, _) => { while (true) { } }; timer.Start();")]
    [InlineData("event Action Changed; Changed += () => { while (true) { } }; _ = Task.Run(() => Changed());")]
    public async Task Loops_that_a_cell_left_on_other_threads_end_without_harm(string code)
    {
        await Execute("var kept = 7;");

        var (result, _) = await Interrupted($"{code} Console.WriteLine(\"started\"); System.Threading.Thread.Sleep(-1);");

        Assert.Equal("Interrupted", result.Error?.Name);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        var after = await Execute("kept");
        Assert.Null(after.Error);
        Assert.Equal("7", after.Value?.Find("text/plain"));
        Assert.DoesNotContain(_output.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_interrupted_cell_awaited_is_not_followed_by_its_code()
    {
        await Interrupted("Console.WriteLine(\"started\"); await Task.Delay(1000); Console.WriteLine(\"late\");");
        await Execute("await Task.Delay(1500);");
        Assert.DoesNotContain("Out: late", _output.Lines);
    }

    private Task<CellResult> Execute(string code) => _engine.ExecuteAsync(code, _output, CancellationToken.None);

    private async Task<(CellResult Result, TimeSpan Took)> Interrupted(string code)
    {
        using var interrupt = new CancellationTokenSource();
        var running = _engine.ExecuteAsync(code, _output, interrupt.Token);
        while (!_output.Lines.Contains("Out: started"))
        {
            Assert.False(running.IsCompleted, $"{(running.IsCompleted ? await running : null)}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await Task.Delay(50, TestContext.Current.CancellationToken);
        var clock = Stopwatch.StartNew();
        await interrupt.CancelAsync();
        var result = await running.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        return (result, clock.Elapsed);
    }
}

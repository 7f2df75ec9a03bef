using NotebookEngine.Scripting;

namespace NotebookEngine.Tests.Scripting;

/// <summary>All code of a session is on one thread, and a cell that blocks there does not wait for itself.</summary>
public sealed class SessionThreadTests : IDisposable
{
    private readonly ScriptEngine _engine = new(AppContext.BaseDirectory);
    private readonly RecordedOutput _output = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Cells_and_what_follows_their_awaits_run_on_one_thread()
    {
        await Shown("[ThreadStatic] static int mode; mode = 5; var seen = new HashSet<int>();");
        Assert.Equal("5", await Shown(
            "for (var i = 0; i < 20; i++) { await Task.Delay(2); seen.Add(Environment.CurrentManagedThreadId); await Task.Yield(); } mode"));
        Assert.Equal("( 1, 5 )", await Shown("seen.Add(Environment.CurrentManagedThreadId); (seen.Count, mode)"));
    }

    [Theory]
    [InlineData("F().Result")]
    [InlineData("F().GetAwaiter().GetResult()")]
    [InlineData("var t = F(); t.Wait(); t.Result")]
    [InlineData("var t = F(); Task.WaitAll(t, F()); t.Result")]
    [InlineData("var t = F(); Task.WaitAny(t); t.Result")]
    [InlineData("Enumerable.Range(0, 3).Select(_ => F().Result).Last()")]
    [InlineData("async Task<int> G() { await Task.Yield(); return F().Result; } G().Result")]
    [InlineData("var pending = F(); await Task.Delay(1); pending.Result")]
    [InlineData("var done = new System.Threading.ManualResetEventSlim(); var n = 0; async void H() { n = await F(); done.Set(); } H(); done.Wait(); n")]
    public async Task Blocking_on_what_goes_on_here_does_not_lock_up(string code)
    {
        await Shown("async Task<int> F() { for (var i = 0; i < 3; i++) { await Task.Delay(5); } return Environment.CurrentManagedThreadId; }");
        var here = await Shown("Environment.CurrentManagedThreadId");
        Assert.Equal(here, await Shown(code));
    }

    private async Task<string?> Shown(string code)
    {
        var result = await _engine.ExecuteAsync(code, _output, CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Null(result.Error);
        return result.Value?.Find("text/plain");
    }
}

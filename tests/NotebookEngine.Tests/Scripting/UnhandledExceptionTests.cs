using NotebookEngine.Scripting;

namespace NotebookEngine.Tests.Scripting;

/// <summary>What a cell's code throws where nobody catches is an error of the cell, and the variables live.</summary>
public sealed class UnhandledExceptionTests : IDisposable
{
    private readonly ScriptEngine _engine = new(AppContext.BaseDirectory);
    private readonly RecordedOutput _output = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("async void M() { await Task.Yield(); throw new InvalidOperationException(\"late\"); } M(); await Task.Delay(300); 1")]
    [InlineData("async void M() { await Task.Delay(20).ConfigureAwait(false); throw new InvalidOperationException(\"late\"); } M(); await Task.Delay(300); 1")]
    [InlineData("new System.Threading.Thread(() => throw new InvalidOperationException(\"late\")).Start(); System.Threading.Thread.Sleep(300); 1")]
    [InlineData("var timer = new System.Threading.Timer(_ => throw new InvalidOperationException(\"late\"), null, 10, -1); await Task.Delay(300); 1")]
    [InlineData("System.Threading.ThreadPool.QueueUserWorkItem(_ => throw new InvalidOperationException(\"late\")); await Task.Delay(300); 1")]
    public async Task It_stands_under_the_cell_that_runs(string code)
    {
        await Execute("var keep = 7;");

        var error = (await Execute(code)).Error;

        Assert.Equal(("System.InvalidOperationException", "late"), (error?.Name, error?.Message));
        Assert.All(error!.Traceback.Skip(1), line => Assert.EndsWith("cell 2, line 1", line));
        Assert.InRange(error.Traceback.Count, 2, 3);
        Assert.Equal("7", (await Execute("keep")).Value?.Find("text/plain"));
    }

    [Fact]
    public async Task After_the_cell_it_stands_under_the_next_which_runs()
    {
        await Execute("async void M() { await Task.Delay(100); throw new InvalidOperationException(\"late\"); } M(); 1");
        await Task.Delay(500, TestContext.Current.CancellationToken);

        Assert.Equal("2", (await Execute("2")).Value?.Find("text/plain"));
        Assert.Contains(_output.Lines, line => line.StartsWith("Error: thrown after the last cell ended", StringComparison.Ordinal) && line.Contains("late"));
    }

    [Theory]
    [InlineData("int F(int n) => F(n + 1) + 1; F(0)")]
    [InlineData("int G(int n) => H(n) + 1; int H(int n) => G(n) + 1; G(0)")]
    [InlineData("class Own { public override string ToString() => $\"{this}\"; } new Own()")]
    [InlineData("class Own { public int Value => Value; } new Own().Value")]
    [InlineData("Func<int, int> f = null; f = n => f(n + 1) + 1; f(0)")]
    [InlineData("async Task<int> Deep(int n) => await Deep(n + 1) + 1; await Deep(0)")]
    [InlineData("IEnumerable<int> All() { foreach (var i in All()) { yield return i; } } All().Count()")]
    public async Task Recursion_without_end_is_an_error(string code)
    {
        await Execute("var keep = 7;");

        var error = (await Execute(code)).Error;

        Assert.Equal("System.InsufficientExecutionStackException", error?.Name);
        Assert.InRange(error!.Traceback.Count, 2, 100);
        Assert.Equal("7", (await Execute("keep")).Value?.Find("text/plain"));
    }

    private Task<CellResult> Execute(string code) => _engine.ExecuteAsync(code, _output, CancellationToken.None);
}

using NotebookEngine.Kernel.Assistance;
using NotebookEngine.Scripting;

namespace NotebookEngine.Tests.Kernel;

public sealed class SubmissionWorkspaceTests : IDisposable
{
    private readonly ScriptEngine _engine = new(AppContext.BaseDirectory);
    private readonly SubmissionWorkspace _workspace;

    public SubmissionWorkspaceTests() => _workspace = new SubmissionWorkspace(_engine.Compiler, () => _engine.Last);

    public void Dispose()
    {
        _workspace.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public async Task It_does_not_grow_with_the_runs_of_the_same_cells()
    {
        for (var run = 0; run < 12; run++)
        {
            await Run("using System.Globalization;\nrecord Point(int Abscissa);\nvar here = new Point(1);");
            await Run("var later = here with { Abscissa = 2 };");
            await Run("later");
            Assert.InRange(_workspace.Open("later.").Project.Solution.ProjectIds.Count, 4, 5);
        }

        Assert.Equal(["Abscissa"], await Matches("later.Ab"));
    }

    [Fact]
    public async Task It_is_asked_while_cells_run()
    {
        await Run("var text = \"\";");
        using var stop = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            do
            {
                Assert.Contains("Length", await Matches("text.Len"));
            }
            while (!stop.IsCancellationRequested);
        })).ToList();
        for (var run = 0; run < 10; run++)
        {
            await Run($"var text = \"{run}\"; var text{run} = text;");
        }

        await stop.CancelAsync();
        await Task.WhenAll(asking);
        Assert.Contains("text9", await Matches("text9"));
    }

    private async Task Run(string code) =>
        Assert.Null((await _engine.ExecuteAsync(code, "cell", new RecordedOutput(), TestContext.Current.CancellationToken)).Error);

    private async Task<IEnumerable<string>> Matches(string code) =>
        (await Completion.FindAsync(_workspace.Open(code), code.Length)).Matches.Select(match => match.Text);
}

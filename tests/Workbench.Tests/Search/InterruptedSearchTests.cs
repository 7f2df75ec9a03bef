using Workbench.Tests.Running;

namespace Workbench.Tests.Search;

public sealed class InterruptedSearchTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    [Fact]
    public async Task Ctrl_C_ends_a_search_with_a_checkpoint_and_the_next_call_goes_on()
    {
        string[] search =
            ["search", .. SmokeSearches.Arguments, "--epochs", "20", "--checkpoint-seconds", "0", "--out", _folder.Path];
        using (var program = WorkbenchProgram.Start(search))
        {
            await _folder.WaitForRunsAsync(runs => runs.Length > 0 && HasCheckpoint());
            await program.InterruptAsync();
            var (code, _, error) = await program.EndAsync();
            Assert.Equal((130, "stopped\n"), (code, error));
        }

        Assert.StartsWith(".", Assert.Single(_folder.RunNames()));
        var next = await WorkbenchProgram.RunAsync(search);
        Assert.Equal((0, ""), (next.ExitCode, next.Error));
        Assert.Matches("run [0-9a-f]{16} resumes from its checkpoint at step [0-9]+ of 20\n", next.Output);
        Assert.DoesNotContain('.', Assert.Single(_folder.RunNames()));
    }

    public void Dispose() => _folder.Dispose();

    private bool HasCheckpoint() => Directory.EnumerateFiles(_folder.Runs, "state-*", SearchOption.AllDirectories).Any();
}

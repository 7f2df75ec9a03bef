using Sandglass;
using Sandglass.Networks;
using Sandglass.Paper;
using Sandglass.Studies;
using Sandglass.Training;
using Spectre.Console;
using Workbench.Progress;
using Workbench.Running;

namespace Workbench.Tests.Running;

public sealed class RunPoolTests : IDisposable
{
    private readonly ResultsFolder _folder = new();
    private readonly ProgressDisplay _display = ProgressDisplay.Start(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }), "test");

    [Fact]
    public async Task A_run_that_fails_is_reported_and_the_others_finish()
    {
        var (pool, grid) = Pool();
        var damaged = grid[0].Spec.Hash;
        Directory.CreateDirectory(Path.Combine(_folder.Runs, damaged));
        var error = await Assert.ThrowsAsync<WorkbenchException>(() => pool.TrainAllAsync(Pooled(grid), TestContext.Current.CancellationToken));

        Assert.StartsWith($"1 of 3 runs failed, the others are kept; the first error: {grid[0].Arm}, seed 1: ", error.Message);
        Assert.Contains($"{damaged} is damaged", error.Message);
        Assert.Contains("train again", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(grid.Select(run => run.Spec.Hash).Order(), _folder.RunNames());
        Assert.All(grid.Skip(1), run => Assert.NotNull(new RunStore(_folder.Runs).Find(run.Spec)));
    }

    [Fact]
    public async Task Nothing_starts_once_stopped()
    {
        var (pool, grid) = Pool();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pool.TrainAsync(Pooled(grid), new CancellationToken(true)));
        Assert.Empty(_folder.RunNames());
    }

    public void Dispose()
    {
        _display.Dispose();
        _folder.Dispose();
    }

    private static IReadOnlyList<PooledRun> Pooled(IReadOnlyList<StudyRun> grid) => PooledRun.Of(Tiny, images: 1000, grid);

    private static Study Tiny
    {
        get
        {
            var arms = BlockComparison.Families.Select(family =>
                StudyArm.Of(FamilyBlocks.Name(family), "tiny", family, ComparedImages.Garments.Match(family, 0.0875), Preset.Smoke.Recipe));
            return new Study { Name = "tiny", Question = "Does it run?", Data = Preset.Smoke.Data, Arms = [.. arms], Seeds = [1] };
        }
    }

    private (RunPool Pool, IReadOnlyList<StudyRun> Grid) Pool()
    {
        using var data = Preset.Smoke.LoadData();
        return (new RunPool(new RunStore(_folder.Runs), workers: 2, _display), Tiny.Runs(data.Identity));
    }
}

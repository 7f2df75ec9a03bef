using Sandglass;
using Sandglass.Paper;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Studies;

namespace Workbench.Tests.Running;

/// <summary>Runs that diverge in worker processes.</summary>
public sealed class DivergedStudyTests : IDisposable
{
    private readonly ResultsFolder _folder = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    private RunStore Store => new(_folder.Runs);

    [Fact]
    public async Task A_sweep_is_finished_with_them_and_says_how_many()
    {
        var study = Rates(mayDiverge: true);
        using var output = new StringWriter();
        Assert.Equal(0, await new StudyRunner(Store, workers: 2, output).RunAsync(study, null, record: false, _stop));

        using var data = study.Data.Load();
        var grid = study.Runs(data.Identity);
        var finished = study.Finished(grid, Store);
        Assert.Equal(grid.Select(run => run.Spec.Hash).Order(), _folder.RunNames());
        Assert.Equal(["absurd"], finished.Where(run => run.Run.Divergence is not null).Select(run => run.Place.Arm.Name));
        Assert.Contains("diverged and is kept so", output.ToString());
        Assert.Contains("an arm with one has no mean", output.ToString());
        Assert.DoesNotContain("failed", output.ToString());

        using var again = new StringWriter();
        await new StudyRunner(Store, workers: 2, again).RunAsync(study, null, record: false, _stop);
        Assert.Contains("2 runs, 2 of them found", again.ToString());
        Assert.Contains("diverged", RecordedStudy.RunsOf(RecordedStudy.Read(_folder[Path.Combine("studies", study.Name)])));

        var hash = finished.Single(run => run.Run.Divergence is not null).Run.Hash;
        Assert.Contains("diverged after ", (await WorkbenchProgram.RunAsync("runs", "show", hash, "--out", _folder.Path)).Output);
        Assert.Contains($" diverged{Environment.NewLine}", (await WorkbenchProgram.RunAsync("runs", "list", "--out", _folder.Path)).Output);
    }

    [Fact]
    public async Task In_another_study_such_a_run_fails_in_one_line_and_the_others_are_kept()
    {
        var study = Rates(mayDiverge: false);
        using var output = new StringWriter();
        Assert.Equal(1, await new StudyRunner(Store, workers: 2, output).RunAsync(study, null, record: false, _stop));

        Assert.Single(output.ToString().Split('\n'), line => line.StartsWith("failed: absurd", StringComparison.Ordinal) && line.TrimEnd().EndsWith("use a lower learning rate", StringComparison.Ordinal));
        using var data = study.Data.Load();
        Assert.Equal(["usual"], study.Finished(study.Runs(data.Identity), Store).Select(run => run.Place.Arm.Name));
    }

    public void Dispose() => _folder.Dispose();

    // So much weight decay at such a rate makes the weights grow a hundredfold in a step.
    private static Study Rates(bool mayDiverge)
    {
        var (images, usual) = (ComparedImages.Garments, Preset.Smoke.Recipe);
        StudyArm Arm(string name, Recipe recipe) => StudyArm.Of(name, "", BlockFamily.Sandglass, images.Match(BlockFamily.Sandglass, 0.1), recipe);
        return new Study
        {
            Name = "rates",
            Question = "Which rate?",
            Data = Preset.Smoke.Data,
            Seeds = [1],
            MayDiverge = mayDiverge,
            Arms = [Arm("usual", usual), Arm("absurd", usual with { LearningRate = 99, WeightDecay = 0.99 })],
        };
    }
}

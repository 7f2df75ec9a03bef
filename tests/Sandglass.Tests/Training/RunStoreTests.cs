using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

public sealed class RunStoreTests : IDisposable
{
    private readonly Sandglass.Data.DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public void A_finished_run_is_found_and_not_trained_again()
    {
        var store = new RunStore(_folder["runs"]);
        var spec = TinyRuns.Spec(_data);
        Assert.Null(store.Find(spec));
        var steps = new Reported<TrainingProgress>();
        var trained = store.FindOrTrain(spec, _data, steps, _stop);
        var written = Written(trained);
        var found = store.FindOrTrain(spec, _data, new Reported<TrainingProgress>(_ => Assert.Fail("trained again")), _stop);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], steps.Select(s => s.Step));
        Assert.All(steps, s => Assert.Equal((8, s.Step <= 4 ? 1 : 2), (s.Steps, s.Epoch)));
        Assert.Equal(written, Written(found));
        Assert.Equal(trained.Epochs<EpochMetrics>(), found.Epochs<EpochMetrics>());
        Assert.Equal(trained.Epochs<EpochMetrics>()[^1].ValidationAccuracy, found.Result<ClassificationResult>().ValidationAccuracy);
    }

    [Fact]
    public void The_bits_say_the_accuracy()
    {
        var run = new RunStore(_folder["runs"]).FindOrTrain(TinyRuns.Spec(_data), _data, cancellation: _stop);
        var bits = run.TestCorrect();

        Assert.Equal(30, bits.Count);
        Assert.Equal(run.Result<ClassificationResult>().TestAccuracy, bits.Count(b => b) / 30.0);
    }

    [Fact]
    public void Images_other_than_the_specs_are_refused()
    {
        var spec = TinyRuns.Spec(_data) with { Data = DataIdentity.Of(_data) with { Test = "other" } };
        var store = new RunStore(_folder["runs"]);

        Assert.Contains("other images", Assert.Throws<WorkbenchException>(() => store.FindOrTrain(spec, _data, cancellation: _stop)).Message);
        Assert.False(Directory.Exists(store.Directory));
    }

    [Fact]
    public void A_plan_for_other_images_is_refused()
    {
        var spec = TinyRuns.Spec(_data, plan: MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1));
        var error = Assert.Throws<WorkbenchException>(() => new RunStore(_folder["runs"]).FindOrTrain(spec, _data, cancellation: _stop));

        Assert.Contains("(1, 28, 28, 10), but training has (1, 12, 12, 4)", error.Message);
    }

    [Fact]
    public void Of_two_stores_at_one_run_the_first_to_finish_wins()
    {
        var spec = TinyRuns.Spec(_data);
        var runs = new Run[2];
        Parallel.For(0, 2, i => runs[i] = new RunStore(_folder["runs"]).FindOrTrain(spec, _data, cancellation: _stop));

        Assert.Equal(runs[0].Epochs<EpochMetrics>(), runs[1].Epochs<EpochMetrics>());
        Assert.Equal([spec.Hash], Directory.EnumerateFileSystemEntries(_folder["runs"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_run_that_came_meanwhile_is_kept()
    {
        var spec = TinyRuns.Spec(_data);
        var store = new RunStore(_folder["runs"]);
        string? written = null;
        var late = store.FindOrTrain(spec, _data, new Reported<TrainingProgress>(p =>
        {
            if (p.Step == 3)
            {
                written = Written(store.FindOrTrain(spec, _data, cancellation: _stop));
            }
        }), _stop);

        Assert.Equal(written, Written(late));
        Assert.Equal([spec.Hash], Directory.EnumerateFileSystemEntries(store.Directory).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused_before_training()
    {
        File.WriteAllText(_folder["file"], "");
        var error = Assert.Throws<WorkbenchException>(() => new RunStore(Path.Combine(_folder["file"], "runs"))
            .FindOrTrain(TinyRuns.Spec(_data), _data, new Reported<TrainingProgress>(_ => Assert.Fail("trained")), _stop));

        Assert.Contains(_folder["file"], error.Message);
        Assert.Contains("choose a folder", error.Message);
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private static string Written(Run run) => string.Join(
        '\n', new DirectoryInfo(run.Directory).EnumerateFiles().OrderBy(f => f.Name).Select(f => $"{f.Name} {f.LastWriteTimeUtc:O}"));
}

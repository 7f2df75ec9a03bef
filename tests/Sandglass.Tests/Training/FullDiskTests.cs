using Sandglass.Data;
using Sandglass.Tests.Data;
using Sandglass.Training;
using Sandglass.Training.Checkpoints;

namespace Sandglass.Tests.Training;

public sealed class FullDiskTests : IDisposable
{
    private readonly DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();
    private readonly RunSpec _spec;

    public FullDiskTests() => _spec = TinyRuns.Spec(_data);

    private string Partial => TinyRuns.Attempt(_folder["runs"], _spec);

    [Fact]
    public void A_checkpoint_that_cannot_be_written_gives_one_error_and_leaves_the_one_before()
    {
        var whole = new RunStore(_folder["whole"]).FindOrTrain(_spec, _data, cancellation: TestContext.Current.CancellationToken);
        var store = new RunStore(_folder["runs"]) { CheckpointInterval = TimeSpan.Zero };
        var error = Assert.Throws<WorkbenchException>(() => store.FindOrTrain(_spec, _data, new Reported<TrainingProgress>(p =>
        {
            if (p.Step == 5)
            {
                Directory.CreateDirectory(Path.Combine(Partial, "state.tmp"));
            }
        }), TestContext.Current.CancellationToken));

        Assert.Contains($"run {_spec.Hash} stopped at step 6 of 8: its checkpoint cannot be written", error.Message);
        Assert.Contains("the one of step 5 is kept; free some disk space and train again", error.Message);
        Directory.Delete(Path.Combine(Partial, "state.tmp"));
        var steps = new Reported<TrainingProgress>();
        var run = store.FindOrTrain(_spec, _data, steps, TestContext.Current.CancellationToken);
        Assert.Equal([6, 7, 8], steps.Select(s => s.Step));
        Assert.Equal(File.ReadAllBytes(whole.Checkpoint), File.ReadAllBytes(run.Checkpoint));
    }

    [Fact]
    public void A_full_disk_leaves_no_half_of_a_checkpoint_and_the_one_before()
    {
        var checkpoints = new CheckpointFolder(_folder["."]);
        checkpoints.Save(1, file => file.WriteByte(1));
        Assert.Throws<IOException>(() => checkpoints.Save(2, file =>
        {
            file.WriteByte(2);
            throw new IOException("No space left on device");
        }));

        Assert.Equal(1, Assert.Single(checkpoints.Entries()).Step);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder["."]));
    }

    [Fact]
    public void Room_that_no_disk_has_is_known_before_training()
    {
        using var workspace = RunWorkspace.Open(_folder["runs"], _spec.Hash, Assert.Fail);
        Assert.Throws<IOException>(() => workspace.RequireRoom(1L << 60));
        Assert.Equal(["lock"], Directory.EnumerateFiles(Partial).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("/proc/runs")]
    [InlineData("/sys/runs")]
    public void A_folder_that_cannot_be_written_is_known_before_training(string runs)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has folders that nobody may write to");
        AssertRefusedBeforeTraining(runs);
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private void AssertRefusedBeforeTraining(string runs)
    {
        var error = Assert.Throws<WorkbenchException>(() => new RunStore(runs).FindOrTrain(
            _spec, _data, new Reported<TrainingProgress>(_ => Assert.Fail("trained")), TestContext.Current.CancellationToken));
        Assert.Contains(runs, error.Message);
        Assert.Contains("choose a folder that can be written", error.Message);
    }
}

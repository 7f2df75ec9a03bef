using Sandglass.Data;
using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

public sealed class FullDiskTests : IDisposable
{
    private readonly DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();
    private readonly RunSpec _spec;

    public FullDiskTests() => _spec = TinyRuns.Spec(_data);

    private string Partial => _folder[$"runs/.{_spec.Hash}.partial"];

    [Fact]
    public void A_disk_that_fills_during_training_gives_one_error_and_leaves_the_last_checkpoint()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "only Linux has a disk that is always full");
        var whole = new RunStore(_folder["whole"]).FindOrTrain(_spec, _data, cancellation: TestContext.Current.CancellationToken);
        var store = new RunStore(_folder["runs"]) { CheckpointInterval = TimeSpan.Zero };
        var error = Assert.Throws<WorkbenchException>(() => store.FindOrTrain(_spec, _data, new Reported<TrainingProgress>(p =>
        {
            if (p.Step == 5)
            {
                File.CreateSymbolicLink(Path.Combine(Partial, "state.tmp"), "/dev/full");
            }
        }), TestContext.Current.CancellationToken));

        Assert.Contains($"run {_spec.Hash} stopped at step 6 of 8: its checkpoint cannot be written", error.Message);
        Assert.Contains("No space left", error.Message);
        Assert.Contains("the one of step 5 is kept, make room and train again", error.Message);
        var steps = new Reported<TrainingProgress>();
        var run = store.FindOrTrain(_spec, _data, steps, TestContext.Current.CancellationToken);
        Assert.Equal([6, 7, 8], steps.Select(s => s.Step));
        Assert.Equal(File.ReadAllBytes(whole.Checkpoint), File.ReadAllBytes(run.Checkpoint));
    }

    [Fact]
    public void A_disk_that_has_no_room_for_checkpoints_is_known_before_training()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "only Linux has a disk that is always full");
        Directory.CreateDirectory(Partial);
        File.CreateSymbolicLink(Path.Combine(Partial, "trial"), "/dev/full");
        AssertRefusedBeforeTraining(_folder["runs"], "No space left");
    }

    [Theory]
    [InlineData("/proc/runs")]
    [InlineData("/sys/runs")]
    public void A_folder_that_cannot_be_written_is_known_before_training(string runs)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has folders that nobody may write to");
        AssertRefusedBeforeTraining(runs, "");
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private void AssertRefusedBeforeTraining(string runs, string reason)
    {
        var error = Assert.Throws<WorkbenchException>(() => new RunStore(runs).FindOrTrain(
            _spec, _data, new Reported<TrainingProgress>(_ => Assert.Fail("trained")), TestContext.Current.CancellationToken));
        Assert.Contains(runs, error.Message);
        Assert.Contains(reason, error.Message);
        Assert.Contains("choose a folder that can be written", error.Message);
    }
}

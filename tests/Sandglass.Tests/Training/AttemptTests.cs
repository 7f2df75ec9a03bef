using Sandglass.Data;
using Sandglass.Tests.Data;
using Sandglass.Training;
using Sandglass.Training.Checkpoints;

namespace Sandglass.Tests.Training;

/// <summary>Attempts at one run on a folder where a lock may be granted to everybody: each works in a folder of its own, and none depends on it.</summary>
public sealed class AttemptTests : IDisposable
{
    private readonly DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly RunSpec _spec;

    public AttemptTests() => _spec = TinyRuns.Spec(_data);

    private string Runs => _folder["runs"];

    [Fact]
    public void Two_attempts_never_share_a_folder()
    {
        using var first = RunWorkspace.Open(Runs, _spec.Hash, Assert.Fail);
        using var second = RunWorkspace.Open(Runs, _spec.Hash, Assert.Fail);

        Assert.NotEqual(first.Directory, second.Directory);
        Assert.Equal((false, true), (first.IsSecond, second.IsSecond));
    }

    [Fact]
    public void An_attempt_takes_the_newest_checkpoints_and_what_was_left_in_order_is_gone()
    {
        Leave(step: 3);
        Leave(step: 7);
        using var attempt = RunWorkspace.Open(Runs, _spec.Hash, Assert.Fail);

        Assert.Equal(7, attempt.Checkpoints.Entries()[0].Step);
        Assert.Equal(2, Attempts().Length); // that of step 3 stays until the run is finished
    }

    [Fact]
    public void Of_two_attempts_that_reach_for_a_checkpoint_one_gets_it()
    {
        for (var round = 1; round <= 20; round++)
        {
            Leave(step: round);
            var attempts = new RunWorkspace[8];
            Parallel.For(0, attempts.Length, i => attempts[i] = RunWorkspace.Open(Runs, _spec.Hash, Assert.Fail));

            Assert.Single(attempts, attempt => attempt.Checkpoints.Entries().Any(entry => entry.Step == round));
            Array.ForEach(attempts, attempt => attempt.Delete());
        }
    }

    [Fact]
    public void An_attempt_whose_checkpoints_are_taken_while_it_works_ends_with_the_same_bytes()
    {
        var whole = new RunStore(_folder["whole"]).FindOrTrain(_spec, _data, cancellation: _stop);
        var robbed = Train(step =>
        {
            // What a new attempt does where the lock is granted to it too.
            foreach (var path in Directory.GetFiles(TinyRuns.Attempt(Runs, _spec), "state-*.safetensors"))
            {
                File.Move(path, _folder[$"{step}-{Path.GetFileName(path)}"]);
            }
        });

        AssertSame(whole, robbed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public void An_attempt_whose_folder_is_removed_after_another_finished_answers_with_that_run(int at)
    {
        var whole = new RunStore(_folder["whole"]).FindOrTrain(_spec, _data, cancellation: _stop);
        var answered = Train(step =>
        {
            if (step == at)
            {
                var mine = TinyRuns.Attempt(Runs, _spec);
                CopyRun(whole.Directory, Path.Combine(Runs, _spec.Hash));
                Directory.Delete(mine, recursive: true);
            }
        });

        AssertSame(whole, answered);
        Assert.Equal([_spec.Hash], Directory.EnumerateFileSystemEntries(Runs).Select(Path.GetFileName));
    }

    [Fact]
    public void Where_another_attempt_was_the_first_its_run_stays_to_the_byte()
    {
        var whole = new RunStore(_folder["whole"]).FindOrTrain(_spec, _data, cancellation: _stop);
        var timing = File.ReadAllText(whole.Table("timing.csv"));
        var late = Train(step =>
        {
            if (step == 8)
            {
                CopyRun(whole.Directory, Path.Combine(Runs, _spec.Hash));
            }
        });

        AssertSame(whole, late);
        Assert.Equal(timing, File.ReadAllText(late.Table("timing.csv")));
    }

    [Fact]
    public void A_checkpoint_that_is_taken_between_listing_and_reading_is_done_without()
    {
        Leave(step: 3);
        var entry = new CheckpointFolder(Attempts()[0]).Entries()[0];
        File.Delete(entry.Path);

        Assert.True(Assert.Throws<CheckpointException>(() => CheckpointFolder.Read(entry)).IsDamaged);
    }

    [Fact]
    public void An_attempt_whose_mark_cannot_be_moved_ends_all_the_same()
    {
        using var attempt = RunWorkspace.Open(Runs, _spec.Hash, Assert.Fail);
        attempt.Checkpoints.Save(1, file => file.WriteByte(1));
        Array.ForEach(Directory.GetFiles(attempt.Directory, "*lock*"), File.Delete);
        attempt.Dispose();

        Assert.Single(Attempts()); // its checkpoint is there
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private static void CopyRun(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var path in Directory.GetFiles(from))
        {
            File.Copy(path, Path.Combine(to, Path.GetFileName(path)));
        }
    }

    private static void AssertSame(Run expected, Run found)
    {
        string[] Names(Run run) => [.. Directory.GetFiles(run.Directory).Select(path => Path.GetFileName(path)).Order()];
        Assert.Equal(Names(expected), Names(found));
        Assert.All(Names(expected).Where(name => name != "timing.csv"), name => Assert.Equal(File.ReadAllBytes(expected.Table(name)), File.ReadAllBytes(found.Table(name))));
    }

    private string[] Attempts() => Directory.GetDirectories(Runs, $".{_spec.Hash}.*.partial");

    // An attempt that ended with a checkpoint, without a look at the others.
    private void Leave(int step)
    {
        using var attempt = RunWorkspace.Open(Runs, $"{step:x16}", Assert.Fail);
        attempt.Checkpoints.Save(step, file => file.WriteByte((byte)step));
        attempt.Dispose();
        Directory.Move(attempt.Directory, attempt.Directory.Replace($"{step:x16}", _spec.Hash, StringComparison.Ordinal));
    }

    private Run Train(Action<int> step) => new RunStore(Runs) { CheckpointInterval = TimeSpan.Zero }
        .FindOrTrain(_spec, _data, new Reported<TrainingProgress>(progress => step(progress.Step)), _stop);
}

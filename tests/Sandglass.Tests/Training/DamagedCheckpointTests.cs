using System.Security.Cryptography;
using System.Text;
using Sandglass.Data;
using Sandglass.Tests.Data;
using Sandglass.Training;
using Sandglass.Training.Checkpoints;

namespace Sandglass.Tests.Training;

public sealed class DamagedCheckpointTests : IDisposable
{
    private readonly DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];
    private readonly RunSpec _spec;

    public DamagedCheckpointTests() => _spec = TinyRuns.Spec(_data);

    private string Partial => TinyRuns.Attempt(_folder["runs"], _spec);

    [Fact]
    public void A_damaged_checkpoint_falls_back_on_the_one_before_and_says_so()
    {
        var whole = new RunStore(_folder["whole"]).FindOrTrain(_spec, _data, cancellation: TestContext.Current.CancellationToken);
        var states = Stopped();
        var damaged = states[1];
        Change(damaged, bytes => bytes[100] ^= 1);
        var steps = new Reported<TrainingProgress>();
        var run = GoOn(steps);

        Assert.Contains($"{Path.GetFileName(damaged)}: its SHA-256 is not the one in its name", _notes[0]);
        Assert.Equal($"run {_spec.Hash} resumes from its checkpoint at step 5 of 8", _notes[1]);
        Assert.Equal([5, 6, 7, 8], steps.Select(s => s.Step));
        Assert.Equal(File.ReadAllBytes(whole.Checkpoint), File.ReadAllBytes(run.Checkpoint));
    }

    [Fact]
    public void After_a_fall_back_the_good_checkpoint_outlives_the_damaged_one()
    {
        var states = Stopped();
        Change(states[1], bytes => bytes[100] ^= 1);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => GoOn(new Reported<TrainingProgress>(_ => stop.Cancel()), stop));
        string?[] left = [.. States().Select(Path.GetFileName)];

        Assert.Equal(2, left.Length);
        Assert.Contains(Path.GetFileName(states[0]), left);
        Assert.DoesNotContain(Path.GetFileName(states[1]), left);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Without_a_whole_checkpoint_the_run_begins_anew_and_says_so(int kept)
    {
        var whole = new RunStore(_folder["whole"]).FindOrTrain(_spec, _data, cancellation: TestContext.Current.CancellationToken);
        var states = Stopped();
        Array.ForEach(states[..^kept], File.Delete);
        Array.ForEach(states[^kept..], path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]));
        var steps = new Reported<TrainingProgress>();
        var run = GoOn(steps);

        Assert.Contains($"{Path.GetFileName(states[1])}: its SHA-256 is not the one in its name", _notes[0]);
        Assert.Equal($"run {_spec.Hash} has no usable checkpoint and starts again", _notes[^1]);
        Assert.Equal(Enumerable.Range(1, 8), steps.Select(s => s.Step));
        Assert.Equal(File.ReadAllBytes(whole.Checkpoint), File.ReadAllBytes(run.Checkpoint));
    }

    [Fact]
    public void A_whole_checkpoint_that_cannot_be_used_is_not_lost_because_another_is_damaged()
    {
        var states = Stopped();
        Change(states[1], bytes => bytes[100] ^= 1);
        Replace(states[0], "libtorch 2", "libtorch 1");
        var error = Assert.Throws<CheckpointException>(() => GoOn());

        Assert.Contains("where sums round differently", error.Reason);
        Assert.Contains("workbench runs remove", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(2, States().Length);
    }

    [Theory]
    [InlineData("\"run\":\"HASH\"", "\"run\":\"0123456789abcdef\"", "another run")]
    [InlineData("\"version\":\"3\"", "\"version\":\"0\"", "does not say its format version")]
    [InlineData("\"version\":\"3\"", "\"version\":\"2\"", "resumes only from 3")]
    [InlineData("sandglass training state", "sandglass training stats", "not a training state")]
    [InlineData("\"epoch\": 1", "\"epoch\": 3", "not in order")]
    [InlineData("\"steps\": 2", "\"steps\": 9", "more batches")]
    [InlineData("libtorch 2", "libtorch 1", "where sums round differently")]
    [InlineData("velocity/stem.conv.weight", "velocity/stem.conv.weighs", "is missing")]
    public void What_does_not_belong_to_the_run_is_refused_though_its_sum_is_right(string written, string found, string reason)
    {
        var states = Stopped();
        File.Delete(states[0]);
        Replace(states[1], written.Replace("HASH", _spec.Hash), found);

        Assert.Contains(reason, Assert.Throws<CheckpointException>(() => GoOn()).Reason);
    }

    [Fact]
    public void A_newer_checkpoint_is_not_fallen_back_from()
    {
        Replace(Stopped()[1], "\"version\":\"3\"", "\"version\":\"4\"");
        var error = Assert.Throws<CheckpointException>(() => GoOn());

        Assert.Contains("version 4 of the format, and this workbench knows 3; resume with the newer workbench", error.Message);
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private string[] States() => [.. Directory.GetFiles(Partial, "state-*").Order()];

    // Of step 4, where the first epoch ends, and of step 6.
    private string[] Stopped()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => new RunStore(_folder["runs"]).FindOrTrain(_spec, _data, new Reported<TrainingProgress>(p =>
        {
            if (p.Step == 6)
            {
                stop.Cancel();
            }
        }), stop.Token));
        return States();
    }

    private Run GoOn(IProgress<TrainingProgress>? progress = null, CancellationTokenSource? stop = null) =>
        new RunStore(_folder["runs"]) { Note = _notes.Add }
            .FindOrTrain(_spec, _data, progress, stop?.Token ?? TestContext.Current.CancellationToken);

    private static void Change(string path, Action<byte[]> change)
    {
        var bytes = File.ReadAllBytes(path);
        change(bytes);
        File.WriteAllBytes(path, bytes);
    }

    // Of the same length, and under the name that vouches for it.
    private static void Replace(string path, string written, string found)
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        var bytes = Encoding.Latin1.GetBytes(text.Replace(written, found));
        File.Delete(path);
        var name = Path.GetFileName(path);
        var sum = Convert.ToHexStringLower(SHA256.HashData(bytes));
        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(path)!, $"{name[..name.LastIndexOf('-')]}-{sum}.safetensors"), bytes);
    }
}

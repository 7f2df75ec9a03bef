using System.Diagnostics;

namespace Workbench.Tests.Running;

/// <summary>Training that is killed: by the signal that no program can catch, at any instant.</summary>
public sealed class KilledTrainingTests : IDisposable
{
    private const int Kills = 25;

    // A checkpoint after every step: a good part of the kills meets the writing of one.
    private static readonly string[] Training =
        ["train", "--family", "sandglass", "--width", "0.25", "--preset", "smoke", "--epochs", "4", "--checkpoint-seconds", "0"];

    private readonly ResultsFolder _killed = new();
    private readonly ResultsFolder _whole = new();

    [DeepFact]
    public async Task Killed_at_any_instant_training_goes_on_to_the_same_bytes()
    {
        var clock = Stopwatch.StartNew();
        await TrainAsync(_whole);
        var length = clock.Elapsed;
        var random = new Random();
        var (kills, midway) = (0, 0);
        while (kills < Kills)
        {
            var begun = Checkpoints();
            using var program = WorkbenchProgram.Start([.. Training, "--out", _killed.Path]);
            await _killed.WaitForRunsAsync(names => names.Any(name => name[0] != '.') || !Checkpoints().SequenceEqual(begun), TimeSpan.FromMinutes(2));
            await Task.Delay(length * (0.05 * random.NextDouble()), TestContext.Current.CancellationToken);
            program.Kill();
            midway += Temporary() ? 1 : 0;
            kills++;
            if (_killed.RunNames().Any(name => name[0] != '.'))
            {
                AssertSame(); // it was done: once more from the beginning
                Directory.Delete(_killed.Runs, recursive: true);
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{kills} kills, {midway} of them while a checkpoint was written");
        await TrainAsync(_killed);
        AssertSame();
    }

    [DeepFact]
    public async Task Two_processes_on_one_run_both_end_well_and_leave_one()
    {
        await TrainAsync(_whole);
        using var first = WorkbenchProgram.Start([.. Training, "--out", _killed.Path]);
        using var second = WorkbenchProgram.Start([.. Training, "--out", _killed.Path]);
        var ends = await Task.WhenAll(first.EndAsync(), second.EndAsync());

        Assert.All(ends, end => Assert.Equal((0, ""), (end.ExitCode, end.Error)));
        Assert.Single(ends, end => end.Output.Contains("is at work in another process; the first to finish wins"));
        AssertSame();
    }

    [DeepFact]
    public async Task A_full_disk_is_known_before_training_and_a_read_only_one_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root mounts a small disk");
        using var small = await SmallDisk.MountAsync(_killed["small"], "size=300k");
        using var fixedDisk = await SmallDisk.MountAsync(_killed["fixed"], "size=10m,ro");
        foreach (var disk in (SmallDisk[])[small, fixedDisk])
        {
            using var program = WorkbenchProgram.Start([.. Training, "--out", disk.Path]);
            var (code, output, error) = await program.EndAsync();

            Assert.Equal((1, ""), (code, output));
            Assert.Contains("cannot be written", error);
            Assert.Single(error.TrimEnd().Split('\n'));
        }
    }

    public void Dispose()
    {
        _killed.Dispose();
        _whole.Dispose();
    }

    private static async Task TrainAsync(ResultsFolder folder)
    {
        var (code, _, error) = await WorkbenchProgram.RunAsync([.. Training, "--out", folder.Path]);
        Assert.Equal((0, ""), (code, error));
    }

    private bool Temporary() => Directory.EnumerateFiles(_killed.Runs, "state.tmp", SearchOption.AllDirectories).Any();

    private string[] Checkpoints() => Directory.Exists(_killed.Runs)
        ? [.. Directory.EnumerateDirectories(_killed.Runs, "*.partial").SelectMany(path => Directory.EnumerateFiles(path, "state-*")).Order()]
        : [];

    private void AssertSame()
    {
        var hash = Assert.Single(_whole.RunNames());
        Assert.Contains(hash, _killed.RunNames());
        var files = Directory.EnumerateFiles(Path.Combine(_whole.Runs, hash)).Select(Path.GetFileName).Order().ToArray();
        Assert.Equal(files, Directory.EnumerateFiles(Path.Combine(_killed.Runs, hash)).Select(Path.GetFileName).Order());
        Assert.All(files.Where(name => name != "timing.csv"), name => Assert.Equal(
            File.ReadAllBytes(Path.Combine(_whole.Runs, hash, name!)), File.ReadAllBytes(Path.Combine(_killed.Runs, hash, name!))));
    }
}

namespace Workbench.Tests.Running;

/// <summary>Two processes at one run, and disks that cannot be written.</summary>
public sealed class SharedStoreTests : IDisposable
{
    private static readonly string[] Training =
        ["train", "--family", "sandglass", "--width", "0.25", "--preset", "smoke", "--checkpoint-seconds", "0"];

    private readonly ResultsFolder _shared = new();
    private readonly ResultsFolder _whole = new();

    [DeepFact]
    public async Task Two_processes_on_one_run_both_end_well_and_leave_one()
    {
        await TrainAsync(_whole);
        using var first = WorkbenchProgram.Start([.. Training, "--out", _shared.Path]);
        using var second = WorkbenchProgram.Start([.. Training, "--out", _shared.Path]);
        var ends = await Task.WhenAll(first.EndAsync(), second.EndAsync());

        Assert.All(ends, end => Assert.Equal((0, ""), (end.ExitCode, end.Error)));
        Assert.Contains(ends, end => end.Output.Contains("is being trained by another process too; the first to finish wins"));
        AssertSame();
    }

    [DeepFact]
    public async Task A_full_disk_is_known_before_training_and_a_read_only_one_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root mounts a small disk");
        using var small = await SmallDisk.MountAsync(_shared["small"], "size=300k");
        using var fixedDisk = await SmallDisk.MountAsync(_shared["fixed"], "size=10m,ro");
        foreach (var disk in (SmallDisk[])[small, fixedDisk])
        {
            using var program = WorkbenchProgram.Start([.. Training, "--out", disk.Path]);
            var (code, output, error) = await program.EndAsync();

            Assert.Equal((1, ""), (code, output));
            Assert.Contains("cannot be written", error);
            Assert.Single(error.TrimEnd().Split('\n'));
        }
    }

    [DeepFact]
    public async Task A_disk_that_became_read_only_is_not_taken_for_another_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root mounts a small disk");
        using var disk = await SmallDisk.MountAsync(_shared["disk"], "size=100m");
        var runs = Path.Combine(disk.Path, "runs");
        using (var program = WorkbenchProgram.Start([.. Training, "--out", disk.Path]))
        {
            while (!Directory.Exists(runs) || !Directory.EnumerateFiles(runs, "state-*", SearchOption.AllDirectories).Any())
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            program.Kill(); // its workspace and its lock stay
        }

        disk.MakeReadOnly();
        var (code, output, error) = await WorkbenchProgram.RunAsync([.. Training, "--out", disk.Path]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("Read-only file system", error);
        Assert.Single(error.TrimEnd().Split('\n'));
        (code, output, error) = await WorkbenchProgram.RunAsync("runs", "list", "--out", disk.Path);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("stopped", output);
    }

    public void Dispose()
    {
        _shared.Dispose();
        _whole.Dispose();
    }

    private static async Task TrainAsync(ResultsFolder folder)
    {
        var (code, _, error) = await WorkbenchProgram.RunAsync([.. Training, "--out", folder.Path]);
        Assert.Equal((0, ""), (code, error));
    }

    private void AssertSame()
    {
        var hash = Assert.Single(_whole.RunNames());
        Assert.Contains(hash, _shared.RunNames());
        _whole.AssertSameRun(_shared, hash);
    }
}

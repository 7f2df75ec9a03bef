using Workbench.Tests.Running;

namespace Workbench.Tests.Slurm;

/// <summary>Studies of two tasks as job arrays of a real Slurm, disturbed in every way, against the same studies on this machine alone.</summary>
public sealed class SlurmStudyTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private readonly ResultsFolder _cluster = new();
    private readonly ResultsFolder _local = new();
    private readonly string _file;

    public SlurmStudyTests()
    {
        _file = _local["kernels.json"];
        File.WriteAllText(_file, """
            {
              "name": "kernels", "preset": "smoke", "seeds": 5, "parameters": 30000,
              "arms": { "5x5": { "family": "sandglass", "kernel": 5 }, "3x3": { "family": "sandglass" } }
            }
            """);
    }

    // Ten runs of classification and two of detection.
    private string[][] Studies => [["kernels", _file], ["detection", "detection", "--smoke"]];

    [DeepTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task However_tasks_are_disturbed_the_resubmitted_studies_end_with_the_bytes_of_one_machine(int round)
    {
        Assert.SkipUnless(SlurmCluster.IsPossible, "Slurm's packages are not here, or this user may not start its daemons");
        Assert.InRange(round, 1, 10);
        using var cluster = await SlurmCluster.StartAsync();
        foreach (var study in Studies)
        {
            Assert.Contains("submitted as job", await RunAsync(cluster, [.. Run(study), "--on", "slurm", "--time", "30", "--partition", "main"]));
        }

        // A checkpoint after every step, so that all these meet runs between two of them.
        var running = await cluster.WaitAsync(queue => queue.Count(task => task.State == "RUNNING") == 4 && Began(queue) == 4, Limit);
        var (first, second) = (running.Where(task => task.State == "RUNNING" && task.Node == "n1").ToArray(), running.Where(task => task.State == "RUNNING" && task.Node == "n2").ToArray());
        await cluster.RunAsync("scancel", "--signal=USR1", "--batch", first[0].Id); // what comes before the time is over
        await cluster.RunAsync("scancel", first[1].Id);
        await cluster.KillNodeAsync("n2"); // its two tasks go on, and begin once more elsewhere
        Assert.DoesNotContain(await cluster.QueueAsync(), task => task.Id == first[1].Id && task.State == "PENDING");
        Assert.All(second, task => Assert.NotEqual(first[0].Id, task.Id));
        Assert.Contains("Seeds running", await RunAsync(cluster, [.. Status(Studies[0])]));

        await cluster.WaitAsync(queue => queue.All(task => task.State is not ("RUNNING" or "COMPLETING") || task.Node != "n2"), Limit);
        await cluster.ReturnNodeAsync("n2");
        foreach (var study in Studies)
        {
            var said = await RunAsync(cluster, [.. Run(study), "--on", "slurm", "--time", "30"]);
            Assert.DoesNotContain("failed before", said);
        }

        await cluster.WaitAsync(queue => queue.Count == 0, Limit);
        foreach (var study in Studies)
        {
            Assert.Equal(0, (await LocalAsync([.. Run(study), "--workers", "2"])).ExitCode);
            Assert.Contains("nothing is missing", await RunAsync(cluster, [.. Run(study), "--on", "slurm"]));
        }

        var hashes = _local.RunNames();
        Assert.True(hashes.Length >= 12, $"{hashes.Length} runs");
        Assert.Equal(hashes, _cluster.RunNames());
        Assert.All(hashes, hash => _local.AssertSameRun(_cluster, hash));
        TestContext.Current.SendDiagnosticMessage($"{hashes.Length} runs; logs: {string.Join("; ", Logs().Where(line => line.StartsWith("run ", StringComparison.Ordinal) && !line.Contains("begins on")).GroupBy(line => string.Join(' ', line.Split(' ').Skip(2).Take(4))).Select(group => $"{group.Key}: {group.Count()}"))}");
    }

    [DeepFact]
    public async Task A_failed_task_is_reported_with_its_log()
    {
        Assert.SkipUnless(SlurmCluster.IsPossible, "Slurm's packages are not here, or this user may not start its daemons");
        using var cluster = await SlurmCluster.StartAsync();
        await RunAsync(cluster, [.. Run(Studies[0]), "--on", "slurm"]);
        // A file stands where one of the runs would be put.
        var hash = Path.GetFileNameWithoutExtension(Directory.GetFiles(_cluster["slurm/kernels/orders"], "*.json").Max())!;
        Directory.CreateDirectory(_cluster.Runs);
        await File.WriteAllTextAsync(Path.Combine(_cluster.Runs, hash), "", TestContext.Current.CancellationToken);
        await cluster.WaitAsync(queue => queue.Count == 0, Limit);
        var status = await RunAsync(cluster, [.. Status(Studies[0])]);

        Assert.Contains("9 of 10 runs finished", status);
        Assert.Matches($"failed: .*is a file, not a folder of a run.*; log: {_cluster["slurm/kernels/"]}[0-9]+_[0-9]+\\.log", status);
        File.Delete(Path.Combine(_cluster.Runs, hash));
        Assert.Contains("failed before, submitted again", await RunAsync(cluster, [.. Run(Studies[0]), "--on", "slurm"]));
        await cluster.WaitAsync(queue => queue.Count == 0, Limit);
        Assert.Contains("10 of 10 runs finished", await RunAsync(cluster, [.. Status(Studies[0])]));
    }

    public void Dispose()
    {
        _cluster.Dispose();
        _local.Dispose();
    }

    private static string[] Run(string[] study) => ["study", "run", .. study[1..], "--checkpoint-seconds", "0"];

    private static string[] Status(string[] study) => ["study", "status", .. study[1..]];

    private IEnumerable<string> Logs() => Directory.GetFiles(_cluster["slurm"], "*_*.log", SearchOption.AllDirectories).SelectMany(File.ReadAllLines);

    // Tasks of the queue that left a checkpoint.
    private int Began(IReadOnlyList<(string Id, string State, string Node)> queue)
    {
        try
        {
            return Directory.Exists(_cluster.Runs)
                ? Math.Min(queue.Count(task => task.State == "RUNNING"), Directory.EnumerateDirectories(_cluster.Runs, ".*.partial").Count(folder => Directory.EnumerateFiles(folder, "state-*.safetensors").Any()))
                : 0;
        }
        catch (DirectoryNotFoundException)
        {
            return 0; // one ended while it was looked at
        }
    }

    private async Task<string> RunAsync(SlurmCluster cluster, string[] arguments)
    {
        using var program = WorkbenchProgram.StartWith(cluster.Variable, [.. arguments, "--out", _cluster.Path]);
        var (code, output, error) = await program.EndAsync();
        Assert.Equal((0, ""), (code, error));
        return output;
    }

    private Task<(int ExitCode, string Output, string Error)> LocalAsync(string[] arguments) => WorkbenchProgram.RunAsync([.. arguments, "--out", _local.Path]);
}

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

    /// <summary>One, or as many as <c>WORKBENCH_SLURM_ROUNDS</c> says.</summary>
    public static TheoryData<int> Rounds =>
        [.. Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("WORKBENCH_SLURM_ROUNDS"), out var rounds) ? rounds : 1)];

    // Four runs of detection and ten of classification.
    private string[][] Studies => [["detection", "detection", "--smoke"], ["kernels", _file]];

    [DeepTheory]
    [MemberData(nameof(Rounds))]
    public async Task However_tasks_are_disturbed_the_resubmitted_studies_end_with_the_bytes_of_one_machine(int round)
    {
        Assert.SkipUnless(SlurmCluster.IsPossible, "Slurm's packages are not here, or this user may not start its daemons");
        Assert.InRange(round, 1, int.MaxValue);
        using var cluster = await SlurmCluster.StartAsync();
        await cluster.OpenAsync(false);
        foreach (var study in Studies)
        {
            Assert.Contains("submitted as job", await RunAsync(cluster, [.. Run(study), "--on", "slurm", "--time", "30", "--partition", "main"]));
            Assert.Contains("nothing is missing that is not in the queue", await RunAsync(cluster, [.. Run(study), "--on", "slurm"]));
        }

        // A checkpoint after every step, so that all these meet runs between two of them.
        await cluster.OpenAsync(true);
        var running = (await cluster.WaitAsync(queue => Began() >= 3, Limit)).Where(task => task.State == "RUNNING").ToArray();
        await cluster.OpenAsync(false); // what is disturbed stays in the queue for a look at it
        string[] onFirst = [.. running.Where(task => task.Node == "n1").Select(task => task.Id)];
        await cluster.TryAsync(["scancel", "--signal=USR1", "--batch", .. onFirst.Take(1)]); // what comes before the time is over
        await cluster.TryAsync(["scancel", .. onFirst.Skip(1).Take(1)]);
        await cluster.KillNodeAsync("n2"); // its tasks go on, and begin once more elsewhere
        Assert.Contains("Seeds pending", await RunAsync(cluster, Status(Studies[1])));
        await cluster.OpenAsync(true);
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
        var logs = Logs().ToArray();
        Assert.Contains(logs, line => line.EndsWith("goes back into the queue after USR1", StringComparison.Ordinal));
        Assert.Contains(logs, line => line.Contains("resumes from its checkpoint", StringComparison.Ordinal));
        TestContext.Current.SendDiagnosticMessage($"{hashes.Length} runs; logs: {string.Join("; ", logs.Where(line => line.StartsWith("run ", StringComparison.Ordinal) && !line.Contains("begins on")).GroupBy(line => string.Join(' ', line.Split(' ').Skip(2).Take(4))).Select(group => $"{group.Key}: {group.Count()}"))}");
    }

    [DeepFact]
    public async Task A_failed_task_is_reported_with_its_log()
    {
        Assert.SkipUnless(SlurmCluster.IsPossible, "Slurm's packages are not here, or this user may not start its daemons");
        using var cluster = await SlurmCluster.StartAsync();
        await RunAsync(cluster, [.. Run(Studies[1]), "--on", "slurm"]);
        // A file stands where one of the runs would be put.
        var hash = Path.GetFileNameWithoutExtension(Directory.GetFiles(_cluster["slurm/kernels/orders"], "*.json").Max())!;
        Directory.CreateDirectory(_cluster.Runs);
        await File.WriteAllTextAsync(Path.Combine(_cluster.Runs, hash), "", TestContext.Current.CancellationToken);
        await cluster.WaitAsync(queue => queue.Count == 0, Limit);
        var status = await RunAsync(cluster, Status(Studies[1]));

        Assert.Contains("9 of 10 runs finished", status);
        Assert.Matches($"failed: .*is a file, not a folder of a run.*; log: {_cluster["slurm/kernels/"]}[0-9]+_[0-9]+\\.log", status);
        File.Delete(Path.Combine(_cluster.Runs, hash));
        Assert.Contains("failed before, submitted again", await RunAsync(cluster, [.. Run(Studies[1]), "--on", "slurm"]));
        await cluster.WaitAsync(queue => queue.Count == 0, Limit);
        Assert.Contains("10 of 10 runs finished", await RunAsync(cluster, Status(Studies[1])));
    }

    public void Dispose()
    {
        _cluster.Dispose();
        _local.Dispose();
    }

    private static string[] Run(string[] study) => ["study", "run", .. study[1..], "--checkpoint-seconds", "0"];

    private static string[] Status(string[] study) => ["study", "status", .. study[1..]];

    private IEnumerable<string> Logs() => Directory.GetFiles(_cluster["slurm"], "*_*.log", SearchOption.AllDirectories).SelectMany(File.ReadAllLines);

    // Runs at work that left a checkpoint.
    private int Began()
    {
        try
        {
            return Directory.Exists(_cluster.Runs)
                ? Directory.EnumerateDirectories(_cluster.Runs, ".*.partial").Count(folder => Directory.EnumerateFiles(folder, "state-*.safetensors").Any())
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

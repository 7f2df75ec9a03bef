using System.Diagnostics;
using Workbench.Slurm;
using Workbench.Studies;
using Workbench.Tests.Running;

namespace Workbench.Tests.Slurm;

/// <summary>The script of a job array, what it is not written for, and shards.</summary>
public sealed class ArrayScriptTests : IDisposable
{
    private const string NoShell = "the script is for a Unix shell, and Windows has other paths";

    private static readonly SlurmOptions Cluster = new(null, null, null, null);

    private readonly ResultsFolder _folder = new();

    [Fact]
    public async Task A_dry_run_prints_a_script_with_a_task_a_missing_run_and_submits_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoShell);
        var script = await InProcess.SaidAsync(
            "study", "run", "variants", "--smoke", "--on", "slurm", "--dry-run", "--partition", "gpu,long", "--gpus", "a100:1", "--time", "2-00:30", "--account", "lab-7", "--out", _folder.Path);
        var lines = script.Split('\n');
        var runs = ArrayScript.RunsOf(script);

        Assert.Equal("#!/usr/bin/env bash", lines[0]);
        Assert.NotEmpty(runs);
        Assert.Contains($"#SBATCH --array=0-{runs.Count - 1}", lines);
        Assert.All(
            (string[])["--requeue", "--open-mode=append", "--signal=B:USR1@120", "--partition=gpu,long", "--gpus=a100:1", "--time=2-00:30", "--account=lab-7", $"--output=\"{_folder["slurm/variants/%A_%a.log"]}\""],
            option => Assert.Contains($"#SBATCH {option}", lines));
        Assert.Contains("scontrol requeue \"$task\"", script);
        Assert.All(runs, hash => Assert.True(File.Exists(_folder[$"slurm/variants/orders/{hash}.json"])));
        Assert.Equal(script, await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder["slurm/variants"], "*.sh")), TestContext.Current.CancellationToken));
        Assert.Equal((0, ""), await CheckedByBashAsync(script));
    }

    [Theory]
    [InlineData("--partition", "a;rm -rf /")]
    [InlineData("--partition", "$(x)")]
    [InlineData("--partition", "-a")]
    [InlineData("--account", "a b")]
    [InlineData("--account", "a\n#SBATCH --uid=0")]
    [InlineData("--gpus", "0")]
    [InlineData("--gpus", "1 --exclusive")]
    [InlineData("--time", "0")]
    [InlineData("--time", "1:2:3:4")]
    [InlineData("--time", "soon")]
    public async Task What_is_no_name_or_time_is_refused(string option, string value)
    {
        var (code, _, error) = await InProcess.RunAsync("study", "run", "variants", "--smoke", "--on", "slurm", "--dry-run", option, value, "--out", _folder.Path);
        Assert.Equal(2, code);
        Assert.StartsWith($"error: {option} cannot be ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["slurm"]));
    }

    [Theory]
    [InlineData("--partition", "main")]
    [InlineData("--dry-run")]
    [InlineData("--shard", "1/2", "--minutes", "1")]
    [InlineData("--shard", "1/2", "--record")]
    [InlineData("--on", "slurm", "--workers", "2")]
    [InlineData("--on", "slurm", "--shard", "1/2")]
    [InlineData("--on", "slurm", "--device", "auto")]
    [InlineData("--shard", "3/2")]
    [InlineData("--shard", "0/2")]
    [InlineData("--shard", "x")]
    public async Task Options_that_do_not_fit_together_are_refused(params string[] options) =>
        Assert.Equal(2, (await InProcess.RunAsync(["study", "run", "variants", "--smoke", "--out", _folder.Path, .. options])).Code);

    [Theory]
    [InlineData("a \"b\"")]
    [InlineData("100%")]
    public async Task A_folder_that_slurm_would_read_otherwise_is_refused(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoShell);
        var (code, output, error) = await InProcess.RunAsync("study", "run", "variants", "--smoke", "--on", "slurm", "--dry-run", "--out", _folder[name]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("cannot stand in a script for Slurm", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_a_run_stay_in_their_comment_and_paths_in_their_quotes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoShell);
        var script = ArrayScript.Of("s", "o'ut", "o'ut/runs", TimeSpan.FromSeconds(30), [("0123456789abcdef", "an arm\n$(touch x)\n)")], Cluster).Text;
        Assert.Equal(["0123456789abcdef"], ArrayScript.RunsOf(script));
        Assert.Contains("  0123456789abcdef # an arm $(touch x) )\n", script, StringComparison.Ordinal);
        Assert.Contains(@"--runs 'o'\''ut/runs'", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 120)]
    [InlineData("1", 30)]
    [InlineData("3", 90)]
    [InlineData("10:00", 120)]
    [InlineData("0:20", 10)]
    [InlineData("1-0", 120)]
    public void A_task_is_told_early_enough_for_a_checkpoint_and_not_at_its_beginning(string? time, int seconds) =>
        Assert.Equal(seconds, (Cluster with { Time = time }).Lead);

    [Fact]
    public void Shards_are_disjoint_and_together_all()
    {
        var all = Enumerable.Range(0, 100).ToArray();
        var shards = Enumerable.Range(1, 7).SelectMany(number => new Shard(number, 7).Of(all)).ToArray();
        Assert.Equal(all, shards.Order());
    }

    [Fact]
    public void A_log_tells_a_failure_by_its_end_only()
    {
        var log = _folder["1_0.log"];
        File.WriteAllText(log, "run a begins on n1, task 1_0\nerror: the disk is full\nfailed: run a ended with exit code 1\n");
        Assert.Equal("error: the disk is full", SlurmFolder.FailureIn(log));
        File.AppendAllText(log, "run a begins on n2, task 1_0\n");
        Assert.Null(SlurmFolder.FailureIn(log));
        Assert.Null(SlurmFolder.FailureIn(_folder["none"]));
    }

    [Fact]
    public void A_task_in_the_queue_is_the_run_of_its_own_script_whatever_is_submitted_later()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoShell);
        var folder = new SlurmFolder(_folder["slurm/s"]);
        ArrayScript Script(params string[] hashes) => ArrayScript.Of("s", folder.Path, _folder.Runs, TimeSpan.Zero, [.. hashes.Select(hash => (hash, "x"))], Cluster);
        var (first, second) = (Script("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"), Script("bbbbbbbbbbbbbbbb"));
        folder.Write(first, []);
        folder.Write(second, []);
        var queue = folder.InQueue([new(first.Name, "1_0", 0, "PENDING", "(Resources)"), new(second.Name, "2_0", 0, "RUNNING", "n1"), new(first.Name, "1_1", 1, "PENDING", ""), new("other", "3_0", 0, "RUNNING", "n2")]);

        Assert.NotEqual(first.Name, second.Name);
        Assert.Equal(first, Script("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"));
        Assert.Equal(("1_0", "2_0"), (queue["aaaaaaaaaaaaaaaa"].Id, queue["bbbbbbbbbbbbbbbb"].Id));
        Assert.Equal(2, queue.Count);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int ExitCode, string Error)> CheckedByBashAsync(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-n"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        var error = await bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (bash.ExitCode, error);
    }
}

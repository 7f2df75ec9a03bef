using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Workbench.Tests.Slurm;

/// <summary>A real Slurm on this machine for the length of a test: a controller and two nodes of two processors, in a folder and at ports of its own.</summary>
internal sealed class SlurmCluster : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slurm-").FullName;

    private SlurmCluster()
    {
    }

    /// <summary>Whether Debian's packages are here and this user may start their daemons.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
        && new[] { "munged", "slurmctld", "slurmd", "sbatch" }.All(name => File.Exists($"/usr/sbin/{name}") || File.Exists($"/usr/bin/{name}"));

    /// <summary>The variable by which Slurm's commands find it.</summary>
    public (string Name, string Value) Variable => ("SLURM_CONF", this["slurm.conf"]);

    private string this[string name] => Path.Combine(_folder, name);

    public static async Task<SlurmCluster> StartAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Slurm is not for Windows");
        }

        var cluster = new SlurmCluster();
        try
        {
            await cluster.StartDaemonsAsync();
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Runs one of Slurm's commands.</summary>
    public async Task<string> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Variable.Name] = Variable.Value;
        using var process = Process.Start(start)!;
        var stop = TestContext.Current.CancellationToken;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', words)} ended with {process.ExitCode}: {await error}");
        return await output;
    }

    /// <summary>The tasks in the queue: array job and task, state and node.</summary>
    public async Task<IReadOnlyList<(string Id, string State, string Node)>> QueueAsync() =>
    [
        .. from line in (await RunAsync("squeue", "--noheader", "--array", "--format=%F_%K|%T|%N")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let words = line.Split('|')
           select (words[0], words[1], words[2]),
    ];

    public async Task<IReadOnlyList<(string Id, string State, string Node)>> WaitAsync(Func<IReadOnlyList<(string Id, string State, string Node)>, bool> wanted, TimeSpan limit)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(limit);
        while (true)
        {
            var queue = await QueueAsync();
            if (wanted(queue))
            {
                return queue;
            }

            try
            {
                await Task.Delay(200, late.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"the queue is still {string.Join("; ", queue)}");
            }
        }
    }

    /// <summary>Runs one of Slurm's commands where the answer does not matter, as on a task that may have ended meanwhile.</summary>
    public async Task TryAsync(params string[] words)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardError = true };
        start.Environment[Variable.Name] = Variable.Value;
        using var process = Process.Start(start)!;
        await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Lets tasks begin, or keeps them in the queue.</summary>
    public Task OpenAsync(bool isOpen) => RunAsync("scontrol", "update", "PartitionName=main", $"State={(isOpen ? "UP" : "DOWN")}");

    /// <summary>Ends a node's daemon without a word. Its tasks go on, and nobody knows: what a node is that the network lost.</summary>
    public async Task KillNodeAsync(string node)
    {
        End(this[$"{node}.pid"], "KILL");
        await RunAsync("scontrol", "update", $"NodeName={node}", "State=DOWN", "Reason=lost");
    }

    /// <summary>Starts the daemon of a node again.</summary>
    public async Task ReturnNodeAsync(string node)
    {
        await RunAsync("slurmd", "-N", node, "-f", this["slurm.conf"]);
        await TryAsync("scontrol", "update", $"NodeName={node}", "State=RESUME"); // refused where the daemon has said so by itself
    }

    public void Dispose()
    {
        foreach (var name in (string[])["ctld", "n1", "n2"])
        {
            End(this[$"{name}.pid"], "TERM");
        }

        // Tasks and their keepers are told by the cluster's own folder.
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                if (process.Id != Environment.ProcessId && Command(process.Id).Contains(_folder, StringComparison.Ordinal) && !Command(process.Id).StartsWith("munged", StringComparison.Ordinal))
                {
                    Kill(process);
                }
            }
        }

        End(this["munge/pid"], "TERM");
        Directory.Delete(_folder, recursive: true);
    }

    private static string Command(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    private static void End(string pidFile, string signal)
    {
        if (!File.Exists(pidFile) || !int.TryParse(File.ReadAllText(pidFile).Trim(), CultureInfo.InvariantCulture, out var id) || !Directory.Exists($"/proc/{id}"))
        {
            return;
        }

        using var process = Process.GetProcessById(id);
        using (var kill = Process.Start("kill", [$"-{signal}", id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        if (!process.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            process.Kill();
        }

        File.Delete(pidFile);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private async Task StartDaemonsAsync()
    {
        // munged wants its folder open to all and its key to nobody else.
        const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(_folder, Open);
        Directory.CreateDirectory(this["munge"], Open);
        Directory.CreateDirectory(this["state"]);
        Directory.CreateDirectory(this["spool"]);
        await File.WriteAllBytesAsync(this["munge/key"], RandomNumberGenerator.GetBytes(1024));
        File.SetUnixFileMode(this["munge/key"], UnixFileMode.UserRead);
        await RunAsync("munged", "--num-threads=2", $"--socket={this["munge/socket"]}", $"--key-file={this["munge/key"]}", $"--pid-file={this["munge/pid"]}", $"--log-file={this["munge/log"]}", $"--seed-file={this["munge/seed"]}");
        var host = Dns.GetHostName().Split('.')[0];
        await File.WriteAllTextAsync(this["slurm.conf"], $"""
            ClusterName=test
            SlurmctldHost={host}(127.0.0.1)
            SlurmctldPort={FreePort()}
            AuthType=auth/munge
            AuthInfo=socket={this["munge/socket"]},cred_expire=5
            CredType=cred/munge
            SlurmUser=root
            SlurmdUser=root
            StateSaveLocation={this["state"]}
            SlurmdSpoolDir={this["spool"]}/%n
            SlurmctldPidFile={this["ctld.pid"]}
            SlurmdPidFile={_folder}/%n.pid
            SlurmctldLogFile={this["ctld.log"]}
            SlurmdLogFile={_folder}/%n.log
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SchedulerParameters=batch_sched_delay=0,sched_interval=1
            ReturnToService=2
            KillWait=30
            MpiDefault=none
            NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={FreePort()} CPUs=2
            NodeName=n2 NodeHostname={host} NodeAddr=127.0.0.1 Port={FreePort()} CPUs=2
            PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP

            """);
        await RunAsync("slurmctld", "-f", this["slurm.conf"]);
        await RunAsync("slurmd", "-N", "n1", "-f", this["slurm.conf"]);
        await RunAsync("slurmd", "-N", "n2", "-f", this["slurm.conf"]);
        for (var tries = 0; (await RunAsync("sinfo", "--noheader", "--Node", "--format=%T")).Split('\n').Count(state => state == "idle") < 2; tries++)
        {
            Assert.True(tries < 60, $"the nodes do not come up: {await File.ReadAllTextAsync(this["ctld.log"])}");
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }
}

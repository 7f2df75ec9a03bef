using System.Diagnostics;
using Workbench.Exercises;
using Workbench.Tests.Running;

namespace Workbench.Tests.Exercises;

/// <summary>What a process started counts as its own, and ends with it.</summary>
public sealed class ProcessTreeTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_child_that_another_thread_started_is_found()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has /proc");
        using var here = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        Process? child = null;
        var starter = new Thread(() =>
        {
            child = Process.Start("sleep", "60");
            here.Set();
            done.Wait(TestContext.Current.CancellationToken);
        });
        starter.Start();
        here.Wait(TestContext.Current.CancellationToken);
        try
        {
            Assert.Contains(child!.Id, ProcessTree.Below(Environment.ProcessId));
        }
        finally
        {
            child!.Kill();
            child.Dispose();
            done.Set();
            starter.Join();
        }
    }

    // The cell itself would be right: only the memory of its child is too much.
    [DeepFact]
    public async Task A_child_that_another_thread_started_counts_and_ends_with_its_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has /proc");
        const string Source = """
            var starter = new System.Threading.Thread(() => System.Diagnostics.Process.Start("sh", ["-c", "head -c 1500000000 /dev/zero | tail -c 1500000000 | sleep 1937"]).WaitForExit());
            starter.Start();
            starter.Join();
            """;
        var limits = new GradingLimits(Seconds: 40, CellSeconds: 20, Megabytes: 800, Isolation.Find());
        var order = new GradingOrder("key", _folder.Path, limits.CellSeconds, [new GradedCell(CellRole.Answer, "exercise", "cell 1", Source)]);
        Assert.Equal(("it used more than 800 MB", "exercise"), await GradingProcess.RunAsync(order, limits, Stopwatch.StartNew(), _ => { }, TestContext.Current.CancellationToken));
        Assert.Empty(Running("sleep\01937"));
    }

    /// <summary>Processes with such a command line, its words parted by zeros.</summary>
    internal static IEnumerable<string> Running(string command) =>
        Directory.EnumerateDirectories("/proc").Where(process => File.Exists(Path.Combine(process, "cmdline")) && Text(Path.Combine(process, "cmdline")).Contains(command, StringComparison.Ordinal));

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return ""; // it has just ended
        }
    }
}

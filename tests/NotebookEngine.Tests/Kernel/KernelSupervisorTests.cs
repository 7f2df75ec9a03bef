using System.Diagnostics;
using System.IO.Pipes;
using NotebookEngine.Kernel;

namespace NotebookEngine.Tests.Kernel;

public sealed class KernelSupervisorTests : IDisposable
{
    private readonly StringWriter _error = new();

    public void Dispose() => _error.Dispose();

    [Theory]
    [InlineData("kill -SEGV $$", "SIGSEGV")]
    [InlineData("kill -ABRT $$", "SIGABRT")]
    [InlineData("kill -KILL $$", "SIGKILL")]
    public async Task A_worker_that_a_signal_ends_is_reported(string script, string signal)
    {
        var exitCode = await Run(script, TestContext.Current.CancellationToken);

        Assert.InRange(exitCode, 129, 192);
        Assert.Contains(signal, _error.ToString());
        Assert.Single(_error.ToString().TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 1", 1)]
    public async Task A_worker_that_ends_by_itself_is_not(string script, int expected)
    {
        Assert.Equal(expected, await Run(script, TestContext.Current.CancellationToken));
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Cancelling_ends_the_worker()
    {
        using var soon = new CancellationTokenSource(300);
        var clock = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run("sleep 60", soon.Token));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_worker_learns_that_its_supervisor_is_gone()
    {
        var gone = new TaskCompletionSource();
        using var read = new AnonymousPipeServerStream(PipeDirection.In);
        using (new AnonymousPipeClientStream(PipeDirection.Out, read.ClientSafePipeHandle))
        {
            ParentWatch.Start(read, gone.SetResult);
            await Task.Delay(50, TestContext.Current.CancellationToken);
            Assert.False(gone.Task.IsCompleted);
        }

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private Task<int> Run(string script, CancellationToken cancellation)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "needs a shell");
        return new KernelSupervisor(_error).RunAsync(new ProcessStartInfo("/bin/sh", ["-c", script]), cancellation);
    }
}

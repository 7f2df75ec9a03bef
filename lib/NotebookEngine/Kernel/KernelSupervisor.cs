using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using NotebookEngine.Kernel.Protocol;

namespace NotebookEngine.Kernel;

/// <summary>
/// Runs the kernel in a process of its own and outlives it, so that a crash in native code, which no handler inside
/// that process could report, ends with a line that says what happened. The front end then sees the kernel die.
/// </summary>
/// <param name="error">Where the line goes.</param>
internal sealed class KernelSupervisor(TextWriter error)
{
    private const int SignalBase = 128; // how .NET and shells report a process that a signal ended

    /// <summary>Runs the worker to its end, and stops it when cancelled or when the front end is gone, even by SIGKILL.</summary>
    /// <param name="worker">
    /// The worker's program and arguments, to which the handle of a pipe is added that closes when this process ends. Its
    /// input is empty: that is the cells'.
    /// </param>
    /// <param name="cancellationToken">Stops the worker.</param>
    /// <returns>The worker's exit code.</returns>
    public async Task<int> RunAsync(ProcessStartInfo worker, CancellationToken cancellationToken)
    {
        using var frontEnd = new FrontEnd(Environment.GetEnvironmentVariable("JPY_PARENT_PID"));
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        worker.ArgumentList.Add(pipe.GetClientHandleAsString());
        worker.RedirectStandardInput = true;
        worker.UseShellExecute = false;
        using var process = Process.Start(worker)
            ?? throw new KernelException($"{worker.FileName} did not start; build the workbench again: dotnet build");
        pipe.DisposeLocalCopyOfClientHandle();
        process.StandardInput.Close();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = process.WaitForExitAsync(stop.Token);
        var gone = frontEnd.WaitUntilGoneAsync(stop.Token);
        try
        {
            await await Task.WhenAny(ended, gone);
        }
        finally
        {
            await stop.CancelAsync();
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        if (gone.IsCompletedSuccessfully)
        {
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode; // there is nobody to report to
        }

        if (Crash(process.ExitCode) is { } crash)
        {
            await error.WriteLineAsync(
                $"kernel: its process ended with {crash}. Native code crashed, or something else ended it; " +
                "all variables are lost. Restart the kernel, and run the cells one by one to find the cause.");
        }

        return process.ExitCode;
    }

    /// <summary>What ended a process that did not end by itself, or null.</summary>
    internal static string? Crash(int exitCode) => exitCode switch
    {
        SignalBase + 4 => "SIGILL (illegal instruction)",
        SignalBase + 6 => "SIGABRT (a native library or the runtime gave up; its own message is above)",
        SignalBase + 7 => "SIGBUS (invalid memory access)",
        SignalBase + 8 => "SIGFPE (arithmetic error)",
        SignalBase + 9 => "SIGKILL (killed; often the system ran out of memory)",
        SignalBase + 11 => "SIGSEGV (invalid memory access)",
        > SignalBase and < SignalBase + 65 => string.Create(CultureInfo.InvariantCulture, $"signal {exitCode - SignalBase}"),
        < 0 => $"exception 0x{exitCode:X8}", // how Windows reports one
        _ => null,
    };
}

/// <summary>
/// Tells a worker that its supervisor is gone, even by SIGKILL: the pipe that the supervisor held open then ends.
/// </summary>
internal static class ParentWatch
{
    /// <summary>The worker's end of the pipe, whose handle was its last argument.</summary>
    /// <exception cref="KernelException">It is not a handle of a supervisor.</exception>
    public static Stream Open(string handle)
    {
        try
        {
            return new AnonymousPipeClientStream(PipeDirection.In, handle);
        }
        catch (Exception wrong) when (wrong is ArgumentException or IOException or NotSupportedException)
        {
            throw new KernelException($"'{handle}' is not a pipe of a supervisor; start a kernel with: workbench kernel run", wrong);
        }
    }

    /// <summary>Calls <paramref name="gone"/>, on a thread of its own, when the pipe ends.</summary>
    public static void Start(Stream pipe, Action gone)
    {
        new Thread(() =>
        {
            var ignored = new byte[256];
            try
            {
                while (pipe.Read(ignored) > 0)
                {
                    // Nobody has anything to say here.
                }
            }
            catch (IOException)
            {
                // A broken pipe has ended too.
            }

            gone();
        })
        {
            Name = "parent watch",
            IsBackground = true,
        }.Start();
    }
}

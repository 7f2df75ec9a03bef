using System.ComponentModel;
using System.Diagnostics;
using Sandglass;

namespace Workbench.Running;

/// <summary>This program once more, as a process of its own.</summary>
internal sealed class Worker : IDisposable
{
    // With these .NET itself says why a process ends; frames of the stack follow.
    private static readonly string[] LastWords = ["Unhandled exception.", "Process terminated.", "Stack overflow.", "Fatal error."];

    private static readonly TimeSpan TimeToBeStopped = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly List<string> _noise = [];
    private string? _failure;

    private Worker(Process process) => _process = process;

    /// <summary>Starts a worker.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="progress">Told of the share done, on another thread.</param>
    /// <param name="note">Told every other line that it says, on another thread.</param>
    /// <param name="prepare">Changes how it is started.</param>
    /// <exception cref="WorkbenchException">The system starts none.</exception>
    public static Worker Start(
        IEnumerable<string> arguments, Action<double> progress, Action<string>? note = null, Action<ProcessStartInfo>? prepare = null)
    {
        var start = ThisProgram.With(arguments);
        prepare?.Invoke(start);
        var worker = new Worker(new Process { StartInfo = start });
        worker._process.OutputDataReceived += (_, e) => worker.Hear(e.Data, progress, note);
        worker._process.ErrorDataReceived += (_, e) => worker.Keep(e.Data);
        try
        {
            worker._process.Start();
        }
        catch (Win32Exception refused)
        {
            worker.Dispose();
            throw new WorkbenchException($"{start.FileName} could not be started for a worker ({refused.Message}); the system may be out of memory or processes", refused);
        }

        worker._process.BeginOutputReadLine();
        worker._process.BeginErrorReadLine();
        return worker;
    }

    /// <summary>Gives the worker a line on its input, which stays open.</summary>
    public void Tell(string text) => WorkerProtocol.TellLine(_process, text);

    /// <summary>Waits for the end; on cancellation closes the worker's input and waits for it to leave.</summary>
    /// <returns>Null where all went well, else what went wrong.</returns>
    public async Task<string?> WaitAsync(CancellationToken cancellation)
    {
        try
        {
            await _process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            CloseInput();
            await _process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        if (_process.ExitCode == CommandLine.Interrupted)
        {
            // Ctrl-C reaches worker and parent, and the worker may be the faster.
            await Task.Delay(TimeToBeStopped, cancellation);
        }

        return _process.ExitCode == 0 ? null : Reason();
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private void Hear(string? line, Action<double> progress, Action<string>? note)
    {
        if (line is not null && WorkerProtocol.ShareIn(line) is { } share)
        {
            progress(share);
        }
        else if (line is not null && WorkerProtocol.FailureIn(line) is { } failure)
        {
            lock (_gate)
            {
                _failure = failure;
            }
        }
        else if (!string.IsNullOrWhiteSpace(line))
        {
            note?.Invoke(line);
        }
    }

    private void Keep(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            lock (_gate)
            {
                _noise.Add(line);
            }
        }
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // What was still to be told has nobody to hear it.
        }
    }

    // Without a word of its own it was ended from outside or by native code, and what stands on its error stream may say why.
    private string Reason()
    {
        lock (_gate)
        {
            var fatal = _noise.FindIndex(line => LastWords.Any(word => line.StartsWith(word, StringComparison.Ordinal)));
            var said = fatal < 0 ? _noise.TakeLast(1) : _noise.Skip(fatal).TakeWhile(line => !line.StartsWith("   at ", StringComparison.Ordinal));
            return _failure ?? FormattableString.Invariant(
                $"it ended with exit code {_process.ExitCode}{(_noise.Count == 0 ? " and no message" : $"; its error stream says: {string.Join(' ', said)}")}");
        }
    }
}

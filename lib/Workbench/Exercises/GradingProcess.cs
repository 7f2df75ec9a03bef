using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using NotebookKernel;
using Sandglass;
using Workbench.Running;

namespace Workbench.Exercises;

/// <summary>A worker that grades, seen from the parent: its lines are read within limits, and it is ended at the limits.</summary>
internal sealed class GradingProcess : IDisposable
{
    private const int LongestLine = 1 << 16;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TimeToObey = TimeSpan.FromSeconds(3);

    private readonly Process _process;
    private readonly GradingOrder _order;
    private readonly GradingLimits _limits;
    private readonly Action<GradingLine> _hear;
    private readonly Stopwatch _cellClock = new();
    private readonly Lock _gate = new();
    private volatile bool _isDone;

    private GradingProcess(Process process, GradingOrder order, GradingLimits limits, Action<GradingLine> hear) =>
        (_process, _order, _limits, _hear) = (process, order, limits, hear);

    /// <summary>Runs an order to its end or to a limit.</summary>
    /// <param name="order">What is run.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="clock">Runs since the notebook was begun.</param>
    /// <param name="hear">Told every line of the worker.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null if it came to its end; else why it did not.</returns>
    public static async Task<string?> RunAsync(GradingOrder order, GradingLimits limits, Stopwatch clock, Action<GradingLine> hear, CancellationToken cancellation)
    {
        var start = ThisProgram.With(["exercise", "work"], limits.Isolation.Words);
        Cultures.Allow(start);
        limits.Prepare(start);
        using var worker = new GradingProcess(new Process { StartInfo = start }, order, limits, hear);
        return await worker.RunAsync(clock, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private async Task<string?> RunAsync(Stopwatch clock, CancellationToken cancellation)
    {
        try
        {
            _process.Start();
        }
        catch (Win32Exception refused)
        {
            throw new WorkbenchException($"no process could be started ({refused.Message}); the system may be out of memory or processes", refused);
        }

        try
        {
            var (output, errors) = (ReadAsync(_process.StandardOutput.BaseStream, Hear), ReadAsync(_process.StandardError.BaseStream, _ => { }));
            WorkerProtocol.TellLine(_process, JsonSerializer.Serialize(_order));
            var why = await WatchAsync(clock, cancellation);
            _limits.Isolation.End(_process);
            await _process.WaitForExitAsync(CancellationToken.None);
            // What it started may hold the other ends open still.
            await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(TimeToObey, CancellationToken.None));
            return why ?? (_isDone ? null : FormattableString.Invariant($"it ended its process, with exit code {_process.ExitCode}"));
        }
        finally
        {
            _limits.Isolation.End(_process);
        }
    }

    private async Task<string?> WatchAsync(Stopwatch clock, CancellationToken cancellation)
    {
        while (!_process.HasExited)
        {
            await Task.WhenAny(_process.WaitForExitAsync(cancellation), Task.Delay(BetweenLooks, cancellation));
            cancellation.ThrowIfCancellationRequested();
            if (_isDone)
            {
                return null; // what a cell left running keeps nobody waiting
            }

            if (ProcessTree.MemoryOf(_process) > (long)_limits.Megabytes << 20)
            {
                return FormattableString.Invariant($"it used more than {_limits.Megabytes} MB");
            }

            if (clock.Elapsed.TotalSeconds > _limits.Seconds)
            {
                return FormattableString.Invariant($"the notebook took longer than {_limits.Seconds:0.###} s");
            }

            lock (_gate)
            {
                if (_cellClock.Elapsed > TimeSpan.FromSeconds(_limits.CellSeconds) + TimeToObey)
                {
                    return FormattableString.Invariant($"it took longer than {_limits.CellSeconds:0.###} s");
                }
            }
        }

        return null;
    }

    private void Hear(string line)
    {
        if (!line.StartsWith($"{_order.Key} ", StringComparison.Ordinal))
        {
            return;
        }

        var said = JsonSerializer.Deserialize<GradingLine>(line[(_order.Key.Length + 1)..])!;
        lock (_gate)
        {
            _cellClock.Restart();
        }

        if (said.Outcome == GradingLine.Done)
        {
            _isDone = true;
        }
        else
        {
            _hear(said);
        }
    }

    // Lines that are too long are nobody's; they are not kept.
    private static async Task ReadAsync(Stream stream, Action<string> hear)
    {
        var (buffer, line) = (new byte[1 << 14], new MemoryStream());
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var read)
            {
                foreach (var letter in buffer.AsMemory(0, read).ToArray())
                {
                    if (letter != '\n')
                    {
                        if (line.Length <= LongestLine)
                        {
                            line.WriteByte(letter);
                        }
                    }
                    else
                    {
                        if (line.Length <= LongestLine)
                        {
                            hear(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
                        }

                        line.SetLength(0);
                    }
                }
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The process is gone.
        }
    }
}

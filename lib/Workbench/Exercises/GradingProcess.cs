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
    private readonly long[] _memory;
    private readonly Lock _gate = new();
    private int _at = -1;
    private long _inUse;
    private volatile string _end = "";

    private GradingProcess(Process process, GradingOrder order, GradingLimits limits, Action<GradingLine> hear) =>
        (_process, _order, _limits, _hear, _memory) = (process, order, limits, hear, new long[order.Cells.Count]);

    private string TooMuchMemory => FormattableString.Invariant($"it used more than {_limits.Megabytes} MB");

    private string? Running => _at >= 0 && _order.Cells[_at].Exercise is { Length: > 0 } exercise ? exercise : null;

    // A cell may keep so much memory that one after it, or the lesson, meets the limit.
    private string? Largest => _order.Cells.Take(_at + 1).Zip(_memory).Where(cell => cell.First.Exercise.Length > 0).OrderByDescending(cell => cell.Second).FirstOrDefault().First?.Exercise;

    /// <summary>Runs an order to its end or to a limit.</summary>
    /// <param name="order">What is run.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="clock">Runs since the notebook was begun.</param>
    /// <param name="hear">Told every line of the worker.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null if it came to its end; else why it did not, and the exercise whose cells are to blame: none for a cell of the lesson.</returns>
    public static async Task<(string Why, string? Exercise)?> RunAsync(GradingOrder order, GradingLimits limits, Stopwatch clock, Action<GradingLine> hear, CancellationToken cancellation)
    {
        var start = ThisProgram.With(["exercise", "work"], limits.Isolation.Words);
        Cultures.Allow(start);
        limits.Prepare(start);
        using var worker = new GradingProcess(new Process { StartInfo = start }, order, limits, hear);
        return await worker.RunAsync(clock, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private async Task<(string Why, string? Exercise)?> RunAsync(Stopwatch clock, CancellationToken cancellation)
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
            var stop = await WatchAsync(clock, cancellation);
            _limits.Isolation.End(_process);
            await _process.WaitForExitAsync(CancellationToken.None);
            // What it started may hold the other ends open still.
            await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(TimeToObey, CancellationToken.None));
            return stop ?? _end switch
            {
                GradingLine.Done => null,
                GradingLine.OutOfMemory => (TooMuchMemory, Running ?? Largest),
                _ => (FormattableString.Invariant($"it ended its process, with exit code {_process.ExitCode}"), Running),
            };
        }
        finally
        {
            _limits.Isolation.End(_process);
        }
    }

    private async Task<(string Why, string? Exercise)?> WatchAsync(Stopwatch clock, CancellationToken cancellation)
    {
        while (!_process.HasExited)
        {
            await Task.WhenAny(_process.WaitForExitAsync(cancellation), Task.Delay(BetweenLooks, cancellation));
            cancellation.ThrowIfCancellationRequested();
            if (_end.Length > 0)
            {
                return null; // what a cell left running keeps nobody waiting
            }

            if (Charge() > (long)_limits.Megabytes << 20)
            {
                return (TooMuchMemory, Largest);
            }

            if (clock.Elapsed.TotalSeconds > _limits.Seconds)
            {
                return (FormattableString.Invariant($"the notebook took longer than {_limits.Seconds:0.###} s"), Running);
            }

            lock (_gate)
            {
                if (_cellClock.Elapsed > TimeSpan.FromSeconds(_limits.CellSeconds) + TimeToObey)
                {
                    return (FormattableString.Invariant($"it took longer than {_limits.CellSeconds:0.###} s"), Running);
                }
            }
        }

        return null;
    }

    // The memory that has come since the last look is the running cell's.
    private long Charge()
    {
        lock (_gate)
        {
            var before = _inUse;
            _inUse = ProcessTree.MemoryOf(_process);
            if (_at >= 0)
            {
                _memory[_at] += _inUse - before;
            }

            return _inUse;
        }
    }

    private void Hear(string line)
    {
        if (!line.StartsWith($"{_order.Key} ", StringComparison.Ordinal))
        {
            return;
        }

        var said = JsonSerializer.Deserialize<GradingLine>(line[(_order.Key.Length + 1)..])!;
        Charge();
        lock (_gate)
        {
            _cellClock.Restart();
            _at = said.Outcome == GradingLine.Done ? _at : said.Cell;
        }

        if (said.Outcome is GradingLine.Done or GradingLine.OutOfMemory)
        {
            _end = said.Outcome;
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

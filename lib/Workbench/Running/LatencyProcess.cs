using System.Globalization;
using System.Threading.Channels;
using Sandglass;
using Sandglass.Deployment.Latency;
using Sandglass.Training;

namespace Workbench.Running;

/// <summary>A process that times, seen from the one that asks it.</summary>
internal sealed class LatencyProcess : ITimedProcess
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Worker _worker;
    private readonly LatencySubject _subject;
    private readonly Task<string?> _end;

    private LatencyProcess(LatencyOrder order)
    {
        _subject = order.Subject;
        _worker = Worker.Start([LatencyOrder.Command], _ => { }, line => _lines.Writer.TryWrite(line));
        _worker.Tell(RunJson.Text(order));
        _end = _worker.WaitAsync(CancellationToken.None);
    }

    /// <summary>Starts a network's process and waits until it is warm.</summary>
    /// <exception cref="WorkbenchException">The network cannot be run.</exception>
    public static async Task<ITimedProcess> StartAsync(LatencySubject subject, CancellationToken cancellation)
    {
        var process = new LatencyProcess(new LatencyOrder(LatencyQuestion.Turns, subject));
        try
        {
            await process.LineAsync(cancellation);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>The answer to a question of one line.</summary>
    /// <exception cref="WorkbenchException">There is none.</exception>
    public static async Task<T> AskAsync<T>(LatencyQuestion question, LatencySubject subject, CancellationToken cancellation)
    {
        await using var process = new LatencyProcess(new LatencyOrder(question, subject));
        return RunJson.Parse<T>(await process.LineAsync(cancellation));
    }

    /// <inheritdoc/>
    public async Task<double> TurnAsync(TimeSpan least, CancellationToken cancellation)
    {
        _worker.Tell(least.TotalSeconds.ToString("R", CultureInfo.InvariantCulture));
        return double.Parse(await LineAsync(cancellation), CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _worker.Tell(""); // an empty line ends it
        await _end;
        _worker.Dispose();
    }

    private async Task<string> LineAsync(CancellationToken cancellation)
    {
        var line = _lines.Reader.ReadAsync(cancellation).AsTask();
        if (await Task.WhenAny((Task)line, _end) == line || _lines.Reader.Count > 0 || line.IsCompletedSuccessfully)
        {
            return await line;
        }

        throw new WorkbenchException($"{_subject.Network} ({_subject.Runtime}) cannot be timed: {await _end ?? "its process ended"}");
    }
}

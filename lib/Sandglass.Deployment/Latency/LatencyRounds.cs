using Sandglass.Runtime;

namespace Sandglass.Deployment.Latency;

/// <summary>Times networks in turns.</summary>
internal static class LatencyRounds
{
    /// <summary>Starts, times and ends the networks, launch by launch.</summary>
    /// <param name="subjects">How many networks.</param>
    /// <param name="start">Starts the process of one and waits until it is warm.</param>
    /// <param name="protocol">How often and how long.</param>
    /// <param name="report">Told of the share done, in [0, 1].</param>
    /// <param name="cancellation">Stops between turns.</param>
    /// <exception cref="WorkbenchException">A network cannot be run.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static async Task<IReadOnlyList<LatencyTurn>> MeasureAsync(
        int subjects, Func<int, Task<ITimedProcess>> start, LatencyProtocol protocol, Action<double> report, CancellationToken cancellation)
    {
        var (turns, order, done) = (new List<LatencyTurn>(), new RandomStreams(1).Open("turns"), 0);
        int[] numbers = [.. Enumerable.Range(0, subjects)];
        for (var launch = 1; launch <= protocol.Launches; launch++)
        {
            var processes = new ITimedProcess?[subjects];
            try
            {
                order.Shuffle(numbers.AsSpan());
                foreach (var subject in numbers)
                {
                    processes[subject] = await start(subject);
                }

                for (var round = 1; round <= protocol.Rounds; round++)
                {
                    order.Shuffle(numbers.AsSpan());
                    foreach (var subject in numbers)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        turns.Add(new LatencyTurn(launch, round, subject, await processes[subject]!.TurnAsync(protocol.Turn, cancellation)));
                        report((double)++done / (protocol.Launches * protocol.Rounds * subjects));
                    }
                }
            }
            finally
            {
                foreach (var process in processes)
                {
                    await (process?.DisposeAsync() ?? ValueTask.CompletedTask);
                }
            }
        }

        return turns;
    }
}

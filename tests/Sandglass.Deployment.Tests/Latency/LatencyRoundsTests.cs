using Sandglass.Deployment.Latency;

namespace Sandglass.Deployment.Tests.Latency;

public class LatencyRoundsTests
{
    private static readonly LatencyProtocol Protocol = new() { Launches = 3, Rounds = 20 };

    private readonly List<string> _log = [];

    [Fact]
    public async Task Every_network_has_a_turn_in_each_round_in_an_order_that_changes()
    {
        var shares = new List<double>();
        var turns = await LatencyRounds.MeasureAsync(3, StartAsync, Protocol, shares.Add, TestContext.Current.CancellationToken);

        Assert.Equal(3 * 20 * 3, turns.Count);
        Assert.All(turns.Chunk(3), round => Assert.Equal([0, 1, 2], round.Select(turn => turn.Subject).Order()));
        Assert.True(turns.Chunk(3).Select(round => string.Concat(round.Select(turn => turn.Subject))).Distinct().Count() > 3);
        Assert.All(turns, turn => Assert.Equal(turn.Subject + 1, turn.Seconds));
        Assert.Equal((1, shares.Count), (shares[^1], shares.Distinct().Count()));
        Assert.Equal(9, _log.Count(line => line.StartsWith("start", StringComparison.Ordinal)));
        Assert.Equal(9, _log.Count(line => line.StartsWith("end", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_started_is_ended_when_another_does_not_start_or_somebody_stops()
    {
        await Assert.ThrowsAsync<WorkbenchException>(() => LatencyRounds.MeasureAsync(
            4, subject => _log.Count == 2 ? throw new WorkbenchException("no") : StartAsync(subject), Protocol, _ => { }, TestContext.Current.CancellationToken));
        Assert.Equal(2, _log.Count(line => line.StartsWith("end", StringComparison.Ordinal)));

        _log.Clear();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() => LatencyRounds.MeasureAsync(2, StartAsync, Protocol, share => stop.Cancel(), stop.Token));
        Assert.Equal(2, _log.Count(line => line.StartsWith("end", StringComparison.Ordinal)));
    }

    private Task<ITimedProcess> StartAsync(int subject)
    {
        _log.Add($"start {subject}");
        return Task.FromResult<ITimedProcess>(new Steady(subject, _log));
    }

    private sealed class Steady(int subject, List<string> log) : ITimedProcess
    {
        public Task<double> TurnAsync(TimeSpan least, CancellationToken cancellation) => Task.FromResult(subject + 1.0);

        public ValueTask DisposeAsync()
        {
            log.Add($"end {subject}");
            return ValueTask.CompletedTask;
        }
    }
}

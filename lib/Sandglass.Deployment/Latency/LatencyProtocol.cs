namespace Sandglass.Deployment.Latency;

/// <summary>
/// How networks are timed beside each other. Machines drift and are disturbed, so that the networks take turns in rounds; where a
/// process lies in memory changes its speed by some percent for as long as it lives, so that all are started some times.
/// </summary>
internal sealed record LatencyProtocol
{
    /// <summary>How often each network's process is started.</summary>
    public int Launches { get; init; } = 5;

    /// <summary>Rounds of a launch: in each, every network has a turn, in an order that is drawn for it.</summary>
    public int Rounds { get; init; } = 8;

    /// <summary>Least length of a turn.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromSeconds(0.1);
}

/// <summary>A network in a process of its own, that waits for its turns.</summary>
internal interface ITimedProcess : IAsyncDisposable
{
    /// <summary>A turn.</summary>
    /// <param name="least">Its least length.</param>
    /// <param name="cancellation">Stops the wait for it.</param>
    /// <returns>The median time of a pass, seconds.</returns>
    /// <exception cref="WorkbenchException">The process has ended.</exception>
    Task<double> TurnAsync(TimeSpan least, CancellationToken cancellation);
}

/// <summary>The time of a pass in one turn.</summary>
/// <param name="Launch">Number of the launch, from 1.</param>
/// <param name="Round">Number of its round, from 1.</param>
/// <param name="Subject">Number of the network, from 0.</param>
/// <param name="Seconds">Median over the turn's passes.</param>
internal sealed record LatencyTurn(int Launch, int Round, int Subject, double Seconds);

namespace Sandglass.Training;

/// <summary>
/// Measures the network of a run between epochs. What it finds goes into a table of the run's folder; the run itself is
/// the same with and without it: weights, BatchNorm statistics, gradients and mode are put back after each look.
/// </summary>
/// <remarks>
/// An observer keeps nothing between two looks that later rows depend on: a run that was cut goes on with an observer of
/// another process. Randomness comes from <see cref="Sandglass.Runtime.RandomStreams"/> of the spec's seed.
/// </remarks>
public interface IEpochObserver
{
    /// <summary>Name of its table in the run's folder, such as <c>gradient-confusion.csv</c>.</summary>
    string FileName { get; }

    /// <summary>First line of its table, without line end.</summary>
    string Header { get; }

    /// <summary>Whether it looks after an epoch; 0 is before training.</summary>
    bool Wants(int epoch);

    /// <summary>Looks at the network.</summary>
    /// <param name="moment">The network and where it stands; it may be run forwards and backwards at will.</param>
    /// <param name="cancellation">Stops the look; its rows are then made again when the run goes on.</param>
    /// <returns>Rows of its table, without line ends.</returns>
    IEnumerable<string> Observe(EpochMoment moment, CancellationToken cancellation);
}

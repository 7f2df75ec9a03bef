using Sandglass.Data;
using Sandglass.Tables;

namespace Sandglass.Training;

/// <summary>
/// Measures the network of a run between epochs. What it finds goes into a table of the run's folder; the run itself is
/// the same with and without it: weights, BatchNorm statistics, gradients and mode are put back after each look.
/// </summary>
/// <remarks>
/// An observer keeps nothing between two looks that later rows depend on: an interrupted run resumes with an observer of
/// another process. Randomness comes from <see cref="Sandglass.Runtime.RandomStreams"/> of the spec's seed.
/// </remarks>
/// <param name="fileName">Name of its table in the run's folder, such as <c>gradient-confusion.csv</c>.</param>
/// <param name="row">The record of its rows.</param>
internal abstract class EpochObserver(string fileName, Type row)
{
    /// <summary>Name of its table in the run's folder.</summary>
    public string FileName { get; } = fileName;

    /// <summary>The table of its rows.</summary>
    public RowTable Table { get; } = RowTable.Of(row);

    /// <summary>Whether it looks after an epoch; 0 is before training.</summary>
    public abstract bool Wants(int epoch);

    /// <summary>Looks at the network.</summary>
    /// <param name="moment">The network and where it stands; it may be run forwards and backwards at will.</param>
    /// <param name="cancellation">Stops the observation; its rows are made again when the run resumes.</param>
    /// <returns>Rows of its table.</returns>
    public abstract IEnumerable<object> Observe(EpochMoment moment, CancellationToken cancellation);
}

/// <summary>What an observer sees between two epochs.</summary>
/// <param name="Epoch">Epochs done; 0 is before training.</param>
/// <param name="Training">The training as it stands, its network in training mode. Not to be kept.</param>
/// <param name="Spec">The run.</param>
/// <param name="Data">The run's data; not to be disposed.</param>
/// <param name="LastEpoch">The row of the epoch that has ended, of the task's own record; null before training.</param>
internal sealed record EpochMoment(int Epoch, ITaskTraining Training, RunSpec Spec, IRunData Data, object? LastEpoch);

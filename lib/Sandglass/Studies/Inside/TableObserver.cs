using Sandglass.Training;

namespace Sandglass.Studies.Inside;

/// <summary>An observer whose table has rows of one type.</summary>
/// <typeparam name="T">The row.</typeparam>
/// <param name="epochs">After which epochs it looks; 0 is before training, and −1 the run's last.</param>
/// <param name="lastEpoch">The run's last epoch.</param>
internal abstract class TableObserver<T>(IReadOnlyCollection<int> epochs, int lastEpoch) : IEpochObserver
    where T : IObservedRow<T>
{
    protected int LastEpoch { get; } = lastEpoch;

    public string FileName => T.FileName;

    public string Header => T.Header;

    public bool Wants(int epoch) => epochs.Contains(epoch) || (epoch == LastEpoch && epochs.Contains(-1));

    public IEnumerable<string> Observe(EpochMoment moment, CancellationToken cancellation) =>
        Look(moment, cancellation).Select(row => row.ToCsv());

    protected abstract IEnumerable<T> Look(EpochMoment moment, CancellationToken cancellation);
}

using Sandglass.Training;

namespace Sandglass.Studies.Diagnostics;

/// <summary>An observer of classifiers whose table has rows of one type.</summary>
/// <typeparam name="T">The row.</typeparam>
/// <param name="fileName">Name of its table.</param>
/// <param name="epochs">After which epochs it looks; 0 is before training, and −1 the run's last.</param>
/// <param name="lastEpoch">The run's last epoch.</param>
internal abstract class TableObserver<T>(string fileName, IReadOnlyCollection<int> epochs, int lastEpoch) : EpochObserver(fileName, typeof(T))
    where T : class
{
    protected int LastEpoch { get; } = lastEpoch;

    public override bool Wants(int epoch) => epochs.Contains(epoch) || (epoch == LastEpoch && epochs.Contains(-1));

    public override IEnumerable<object> Observe(EpochMoment moment, CancellationToken cancellation) =>
        Look(moment.Spec, ClassifierTraining.In(moment), moment.Epoch, cancellation);

    protected abstract IEnumerable<T> Look(RunSpec spec, ClassifierTraining training, int epoch, CancellationToken cancellation);
}

using Sandglass.Counting;
using Sandglass.Data;

namespace Sandglass.Training;

/// <summary>Runs of classifiers in one folder, each under its hash; how they outlive what ends a process: <see cref="ResumableRuns"/>.</summary>
/// <param name="directory">The folder; made when the first run is trained.</param>
public sealed class RunStore(string directory)
{
    /// <summary>The folder of all runs.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>Least time between two checkpoints within an epoch; each epoch ends with one. What a fall costs, at most.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told, in a line, when a run goes on from a checkpoint, or when one could not be used.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>The finished run of a spec, or null.</summary>
    /// <exception cref="WorkbenchException">The run is there but damaged.</exception>
    public Run? Find(RunSpec spec)
    {
        var path = Path.Combine(Directory, spec.Hash);
        return System.IO.Directory.Exists(path) ? RunFiles.Read(path) : null;
    }

    /// <summary>All runs, finished and in progress, by hash. A damaged one is among them and says so.</summary>
    public IReadOnlyList<StoredRun> List() => RunCatalogue.List(Directory);

    /// <summary>Removes a run, finished or in progress.</summary>
    /// <param name="hash">Its whole hash.</param>
    /// <exception cref="WorkbenchException">There is no such run, or a process is training it.</exception>
    public void Remove(string hash) => RunCatalogue.Remove(Directory, hash);

    /// <summary>The finished run of a spec, trained now if there is none.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="data">The splits that the spec names; not owned.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops between steps; a checkpoint is left, from which the next call goes on.</param>
    /// <exception cref="WorkbenchException">Spec or data cannot be used, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Run FindOrTrain(
        RunSpec spec, DatasetSplits data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        FindOrTrain(spec, data, [], progress, cancellation);

    /// <summary>
    /// The finished run of a spec with the tables of observers, trained now if there is none. A finished run without one
    /// of the tables is trained again for it, and is not changed otherwise.
    /// </summary>
    /// <param name="spec">What to run.</param>
    /// <param name="data">The splits that the spec names; not owned.</param>
    /// <param name="observers">Look at the network between epochs; each adds its table.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops between steps; a checkpoint is left, from which the next call goes on.</param>
    /// <exception cref="WorkbenchException">
    /// Spec or data cannot be used, the folder cannot be written, or a run trained again for its observers differs.
    /// </exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Run FindOrTrain(
        RunSpec spec,
        DatasetSplits data,
        IReadOnlyList<IEpochObserver> observers,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var finished = Find(spec);
        if (finished is not null && Missing(finished, observers) is null)
        {
            return finished;
        }

        if (spec.Data != DataIdentity.Of(data))
        {
            throw new WorkbenchException($"run {spec.Hash} names other images than the ones given; load the data that it names");
        }

        var runs = new ResumableRuns(Directory) { CheckpointInterval = CheckpointInterval, Note = Note };
        runs.Train(new Wanted(this, spec, data, observers), progress, cancellation);
        return Find(spec)!;
    }

    // Null where nothing is to do.
    private static IEpochObserver[]? Missing(Run? finished, IReadOnlyList<IEpochObserver> observers)
    {
        IEpochObserver[] missing = [.. observers.Where(observer => finished is null || !finished.Has(observer.FileName))];
        return finished is not null && missing.Length == 0 ? null : missing;
    }

    private sealed class Wanted(RunStore store, RunSpec spec, DatasetSplits data, IReadOnlyList<IEpochObserver> observers) : IResumableRun
    {
        private IEpochObserver[]? _missing;

        public string Hash => spec.Hash;

        public long Parameters => Counter.Count(spec.Plan.Validated()).Parameters;

        public bool IsFinished() => (_missing = Missing(store.Find(spec), observers)) is null;

        public IResumableTraining Begin(string workspace)
        {
            var training = new RunTraining(spec, data, new Observations(_missing!));
            new BegunRun(spec, training.Steps).Write(workspace);
            return training;
        }

        public void Join(string result) => store.Find(spec)!.AddTables(result, _missing!.Select(observer => observer.FileName));
    }
}

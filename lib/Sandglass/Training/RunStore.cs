using Sandglass.Counting;
using Sandglass.Data;
using Sandglass.Training.Checkpoints;

namespace Sandglass.Training;

/// <summary>
/// Runs in one folder, each under its hash. A run in progress lives in a hidden folder beside them and leaves
/// checkpoints there, from which it goes on after whatever ended the process; it is renamed when it is whole, so that
/// nothing half-written is ever found. Of two processes at the same run each works in a folder of its own, and the first
/// to finish wins.
/// </summary>
/// <param name="directory">The folder; made when the first run is trained.</param>
public sealed class RunStore(string directory)
{
    // Two checkpoints, the third that is being written, and the finished run: weights and velocities of four bytes each.
    private const int BytesPerParameter = 4 * 2 * 4;
    private const int FixedBytes = 1 << 18;

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

        try
        {
            return Train(spec, data, observers, progress, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException(
                $"run {spec.Hash} cannot be written to {Directory} ({error.Message}); make room there or choose a folder that can be written", error);
        }
    }

    private Run Train(
        RunSpec spec,
        DatasetSplits data,
        IReadOnlyList<IEpochObserver> observers,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        using var workspace = RunWorkspace.Open(Directory, spec.Hash);
        if (workspace.IsSecond)
        {
            Tell($"run {spec.Hash} is at work in another process; the first to finish wins");
        }

        // Another process may have finished it while this one looked for a workspace.
        var missing = Missing(Find(spec), observers);
        if (missing is not null)
        {
            workspace.RequireRoom(FixedBytes + (BytesPerParameter * Counter.Count(spec.Plan.Validated()).Parameters));
            using var training = new RunTraining(
                spec, data, new Observations(missing), workspace.Checkpoints, new CheckpointPolicy(CheckpointInterval, Tell));
            new BegunRun(spec, training.Steps).Write(workspace.Directory);
            training.Resume();
            training.Train(progress, cancellation);
            var result = workspace.MakeResult();
            training.Finish(result, cancellation);
            Publish(result, spec, missing);
        }

        workspace.Delete();
        foreach (var left in RunWorkspace.Existing(Directory, spec.Hash).ToArray())
        {
            RunWorkspace.TryDelete(left);
        }

        return Find(spec)!;
    }

    private void Tell(string line) => Note?.Invoke(line);

    // Null where nothing is to do.
    private static IEpochObserver[]? Missing(Run? finished, IReadOnlyList<IEpochObserver> observers)
    {
        IEpochObserver[] missing = [.. observers.Where(observer => finished is null || !finished.Has(observer.FileName))];
        return finished is not null && missing.Length == 0 ? null : missing;
    }

    // Where the run was there, or another store or process finished it first, its bytes are the same.
    private void Publish(string result, RunSpec spec, IReadOnlyList<IEpochObserver> observers)
    {
        var final = Path.Combine(Directory, spec.Hash);
        try
        {
            System.IO.Directory.Move(result, final);
        }
        catch (IOException) when (System.IO.Directory.Exists(final))
        {
            Find(spec)!.AddTables(result, observers.Select(observer => observer.FileName));
        }

        Durable.FlushFolder(final);
        Durable.FlushFolder(Directory);
    }
}

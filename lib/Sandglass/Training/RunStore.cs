using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Training.Checkpoints;
using WholeFiles;

namespace Sandglass.Training;

/// <summary>
/// Runs of all tasks in one folder, each under its hash. Every attempt at a run lives in a hidden folder of its own beside them and
/// leaves checkpoints there, from which the next one resumes after any end of the process; the folder of results is renamed
/// when it is complete, so that nothing half-written is ever found. Of two processes at the same run the first to finish wins,
/// on one machine or on several that share the folder; <see cref="RunWorkspace"/> says why that needs no locks.
/// </summary>
/// <param name="directory">The folder, such as <c>results/runs</c>; made when the first run is trained.</param>
internal sealed class RunStore(string directory)
{
    // Two checkpoints, the third that is being written, and the finished run: weights and velocities of four bytes each.
    private const int BytesPerParameter = 4 * 2 * 4;
    private const int FixedBytes = 1 << 18;

    private readonly HashSet<string> _damaged = [];
    private bool _isSwept;
    private Task<RunDigests>? _ahead;

    /// <summary>The folder of all runs.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>Least time between two checkpoints within an epoch; each epoch ends with one. What a fall costs, at most.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Receives a line when a run resumes from a checkpoint, or when a checkpoint or another run cannot be used.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Receives every epoch of the runs that are asked for; null for none.</summary>
    public EpochListener? Listener { get; init; }

    /// <summary>The finished run of a spec, or null.</summary>
    /// <param name="spec">The run.</param>
    /// <param name="mayDiverge">Whether one that diverged is an answer too.</param>
    /// <exception cref="TrainingException">The run is there, and diverged.</exception>
    /// <exception cref="WorkbenchException">The run is there but damaged.</exception>
    public Run? Find(RunSpec spec, bool mayDiverge = false) => Find(spec.Hash, path => RunFolder.Read(path, spec), mayDiverge);

    /// <summary>The finished run of a spec, or null; a damaged one is reported once and counts as missing, as does one that diverged and
    /// must not.</summary>
    internal Run? FindWhole(RunSpec spec, bool mayDiverge = false) => FindWhole(spec.Hash, path => RunFolder.Read(path, spec), mayDiverge);

    /// <summary>Begins to read what is known of all runs, for the next search for many: meanwhile the caller can find out which it wants.</summary>
    /// <returns>Ends when they are read, which the search waits for by itself.</returns>
    internal Task ReadAhead() => _ahead = Task.Run(() => new RunDigests(Directory).WithAll());

    /// <summary>The same for many, with what was read of them before (<see cref="RunDigests"/>): those that are finished.</summary>
    /// <param name="specs">What to look for, by anything, with their hashes.</param>
    /// <param name="mayDiverge">Whether one that diverged is an answer too.</param>
    internal IReadOnlyList<(T Of, Run Run)> FindWhole<T>(IReadOnlyList<(T Of, RunSpec Spec, string Hash)> specs, bool mayDiverge)
    {
        var digests = Interlocked.Exchange(ref _ahead, null) is { } ahead ? ahead.GetAwaiter().GetResult() : new RunDigests(Directory);
        var found = InParallel.Select(specs, item => (item.Of, Run: FindWhole(item.Hash, path => digests.Read(path, item.Spec), mayDiverge)));
        digests.Keep();
        return [.. found.Where(item => item.Run is not null).Select(item => (item.Of, item.Run!))];
    }

    /// <summary>All runs, finished and in progress, by hash. A damaged one is among them and says so.</summary>
    public IReadOnlyList<StoredRun> List() => RunCatalogue.List(Directory);

    /// <summary>The run whose hash begins so, finished or not.</summary>
    /// <param name="prefix">First digits of the hash, enough to tell it from others.</param>
    /// <exception cref="WorkbenchException">There is none, or more than one.</exception>
    public StoredRun Named(string prefix)
    {
        var found = List().Where(run => run.Hash.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        return found switch
        {
            [var run] => run,
            [] => throw new WorkbenchException($"no run in {Directory} begins with '{prefix}'; 'workbench runs list' lists them"),
            _ => throw new WorkbenchException($"{found.Length} runs begin with '{prefix}' ({found[0].Hash}, {found[1].Hash}); give more digits"),
        };
    }

    /// <summary>The finished run whose hash begins so.</summary>
    /// <param name="prefix">First digits of the hash, enough to tell it from others.</param>
    /// <exception cref="WorkbenchException">There is none, or more than one, or it is damaged, not finished, diverged, or of an earlier workbench.</exception>
    public Run FinishedNamed(string prefix)
    {
        var stored = Named(prefix);
        return TrainedToItsEnd(stored.Finished ?? throw new WorkbenchException(
            stored.Fault
            ?? (stored.OldFolder is { } old ? $"run {stored.Hash} was made by an earlier workbench and can only be shown; its files are in {old}" : $"run {stored.Hash} is not finished; train it to its end first")));
    }

    /// <summary>Reads the run of a folder, wherever it lies.</summary>
    /// <param name="folder">The folder, whose name is the run's hash.</param>
    /// <exception cref="TrainingException">The run diverged.</exception>
    /// <exception cref="WorkbenchException">There is no whole run.</exception>
    public static Run Read(string folder) => TrainedToItsEnd(RunFolder.Read(folder));

    /// <summary>Removes a run, finished or in progress.</summary>
    /// <param name="hash">Its whole hash.</param>
    /// <exception cref="WorkbenchException">There is no such run, or a process is training it.</exception>
    public void Remove(string hash) => RunCatalogue.Remove(Directory, hash);

    /// <inheritdoc cref="FindOrTrain(RunSpec, IRunData, IReadOnlyList{EpochObserver}, bool, IProgress{TrainingProgress}?, CancellationToken)"/>
    public Run FindOrTrain(RunSpec spec, IRunData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        FindOrTrain(spec, data, [], mayDiverge: false, progress, cancellation);

    /// <inheritdoc cref="FindOrTrain(RunSpec, IRunData, IReadOnlyList{EpochObserver}, bool, IProgress{TrainingProgress}?, CancellationToken)"/>
    public Run FindOrTrain(
        RunSpec spec,
        IRunData data,
        IReadOnlyList<EpochObserver> observers,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default) =>
        FindOrTrain(spec, data, observers, mayDiverge: false, progress, cancellation);

    /// <summary>
    /// The finished run of a spec with the tables of observers, trained now if there is none, and what it needs before it.
    /// A finished run without one of the tables is trained again for it, and is not changed otherwise.
    /// </summary>
    /// <param name="spec">What to run.</param>
    /// <param name="data">The data that the spec names; not owned.</param>
    /// <param name="observers">Look at the network between epochs; each adds its table.</param>
    /// <param name="mayDiverge">Whether a run that diverges is kept as an answer, and found again; what it needs must not.</param>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellation">Stops between steps and leaves a checkpoint, from which the next call resumes.</param>
    /// <exception cref="TrainingException">The run diverged.</exception>
    /// <exception cref="WorkbenchException">
    /// Spec or data cannot be used, the folder cannot be written, or a run trained again for its observers differs.
    /// </exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Run FindOrTrain(
        RunSpec spec,
        IRunData data,
        IReadOnlyList<EpochObserver> observers,
        bool mayDiverge,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        if (!_isSwept)
        {
            _isSwept = true;
            RunCatalogue.Sweep(Directory);
        }

        var finished = Find(spec, mayDiverge);
        if (finished is not null && Missing(finished, observers).Length == 0)
        {
            Listener?.Found(finished);
            return finished;
        }

        RequireOwn(Path.Combine(Directory, spec.Hash));

        if (spec.Data != data.Identity)
        {
            throw new WorkbenchException($"run {spec.Hash} was trained on other images than the ones given; load those");
        }

        TellOfOtherSemantics(spec);
        var stages = StagedProgress.Of(spec, data.TrainingCount, progress);
        Run[] needed = [.. spec.Task.Needs.Select((need, i) => FindOrTrain(need, data, [], stages[i], cancellation))];
        try
        {
            TrainInWorkspace(spec, data, needed, observers, stages[^1], mayDiverge, cancellation);
        }
        catch (Exception error) when (IsOfFiles(error) && FindWhole(spec, mayDiverge) is { } made && Missing(made, observers).Length == 0)
        {
            // Another attempt has finished it, and removed the folder of this one.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException(
                $"run {spec.Hash} cannot be written to {Directory} ({error.Message}); make room there or choose a folder that can be written", error);
        }

        return Find(spec, mayDiverge)!;
    }

    // Known before the training: the result could not be put there, or would be put elsewhere.
    private static void RequireOwn(string final)
    {
        if (FileKinds.IsLink(final) || File.Exists(final))
        {
            throw new WorkbenchException($"{final} is a {(FileKinds.IsLink(final) ? "link" : "file")}, not a folder of a run, so nothing can be written there; remove it or choose another folder");
        }
    }

    // A checkpoint that cannot be written is told in the run's words.
    private static bool IsOfFiles(Exception error) =>
        error is IOException or UnauthorizedAccessException or WorkbenchException { InnerException: IOException or UnauthorizedAccessException };

    private static EpochObserver[] Missing(Run? finished, IReadOnlyList<EpochObserver> observers) =>
        [.. observers.Where(observer => finished is null || !finished.Has(observer.FileName))];

    private void TrainInWorkspace(
        RunSpec spec,
        IRunData data,
        Run[] needed,
        IReadOnlyList<EpochObserver> observers,
        IProgress<TrainingProgress>? progress,
        bool mayDiverge,
        CancellationToken cancellation)
    {
        using var workspace = RunWorkspace.Open(Directory, spec.Hash, Tell);
        if (workspace.IsSecond)
        {
            Tell($"run {spec.Hash} is being trained by another process too; the first to finish wins");
        }

        // Another process may have finished it while this one looked for a workspace.
        var finished = Find(spec, mayDiverge);
        var missing = Missing(finished, observers);
        if (finished is not null && missing.Length == 0)
        {
            Listener?.Found(finished);
        }
        else
        {
            workspace.RequireRoom(FixedBytes + (BytesPerParameter * spec.Task.Cost.Parameters));
            using var loop = new RunLoop(spec, data, needed, new Observations(missing), workspace.Checkpoints, CheckpointInterval, Tell) { Listener = Listener };
            new BegunRun(RunHeading.Of(spec), loop.Steps) { Tables = [.. missing.Select(observer => observer.FileName)] }.Write(workspace.Directory);
            var divergence = Train(loop, spec, progress, mayDiverge, cancellation);
            var result = workspace.MakeResult();
            loop.Finish(result, divergence, cancellation);
            Durable.FlushAll(result);
            Publish(result, spec, missing);
        }

        workspace.Delete();
        RunWorkspace.Sweep(Path.Combine(Directory, spec.Hash));
    }

    private Divergence? Train(RunLoop loop, RunSpec spec, IProgress<TrainingProgress>? progress, bool mayDiverge, CancellationToken cancellation)
    {
        try
        {
            loop.Train(progress, cancellation);
            return null;
        }
        catch (TrainingException lost) when (mayDiverge)
        {
            Tell($"run {spec.Hash} diverged and is kept so: {lost.Message}");
            return new Divergence(loop.Step, lost.Message);
        }
    }

    private Run? Find(string hash, Func<string, Run> read, bool mayDiverge)
    {
        var path = Path.Combine(Directory, hash);
        var found = System.IO.Directory.Exists(path) ? read(path) : null;
        return found is null || mayDiverge ? found : TrainedToItsEnd(found);
    }

    private Run? FindWhole(string hash, Func<string, Run> read, bool mayDiverge)
    {
        try
        {
            return Find(hash, read, mayDiverge);
        }
        catch (WorkbenchException damaged)
        {
            lock (_damaged)
            {
                if (_damaged.Add(hash))
                {
                    Tell(damaged.Message);
                }
            }

            return null;
        }
    }

    private static Run TrainedToItsEnd(Run run) => run.Divergence is { } divergence ? throw new TrainingException(divergence.Reason) : run;

    // Where the run was there before, its bytes must be the same for tables to be added. Where another attempt was the first, that is the run.
    private void Publish(string result, RunSpec spec, EpochObserver[] missing)
    {
        var final = Path.Combine(Directory, spec.Hash);
        try
        {
            System.IO.Directory.Move(result, final);
        }
        catch (IOException) when (System.IO.Directory.Exists(final))
        {
            var first = Find(spec, mayDiverge: true)!;
            if (Missing(first, missing).Length > 0)
            {
                first.AddTables(result, missing.Select(observer => observer.FileName));
            }
        }

        Durable.FlushFolder(final);
        Durable.FlushFolder(Directory);
    }

    // Their bytes would be others, so they are left alone, and it is said why the run is made again.
    private void TellOfOtherSemantics(RunSpec spec)
    {
        for (var semantics = 1; semantics < spec.Task.Semantics; semantics++)
        {
            if (spec.HashAt(semantics) is var hash && System.IO.Directory.Exists(Path.Combine(Directory, hash)))
            {
                Tell($"run {hash} has the same spec but was made with semantics {semantics}; '{spec.Task.Kind}' now has semantics {spec.Task.Semantics} and gives other bytes, so the run is not reused");
            }
        }
    }

    private void Tell(string line) => Note?.Invoke(line);
}

/// <summary>Several trainings, one after the other, as one: what is needed first, then the run.</summary>
internal static class StagedProgress
{
    private const int Parts = 1000;

    /// <summary>The receivers of each run's epochs, the run itself last.</summary>
    internal static IReadOnlyList<IProgress<TrainingProgress>?> Of(RunSpec spec, int images, IProgress<TrainingProgress>? whole)
    {
        if (whole is null || spec.Task.Needs.Count == 0)
        {
            return [.. Enumerable.Repeat(whole, spec.Task.Needs.Count + 1)];
        }

        double[] work = [.. spec.Task.Needs.Append(spec).Select(run => run.Task.Work(run.Recipe, images))];
        return [.. work.Select((own, i) => new Stage(whole, work.Take(i).Sum(), own, work.Sum()))];
    }

    private sealed class Stage(IProgress<TrainingProgress> whole, double before, double own, double all) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => whole.Report(value with
        {
            Step = (int)(Parts * ((before + (own * value.Step / value.Steps)) / all)), // the last step is the last part, without rounding
            Steps = Parts,
        });
    }
}

using System.Globalization;
using Sandglass;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Progress;

namespace Workbench.Running;

/// <summary>A run as the pool sees it.</summary>
/// <param name="Name">What a failure calls it.</param>
/// <param name="Cost">How long it takes beside the others, in any unit.</param>
/// <param name="Order">What is sent to the worker process.</param>
internal sealed record PooledRun(string Name, double Cost, RunOrder Order)
{
    /// <summary>Runs of a study, of whichever task.</summary>
    /// <param name="study">The study.</param>
    /// <param name="images">Its training images.</param>
    /// <param name="runs">The runs.</param>
    public static IReadOnlyList<PooledRun> Of(Study study, int images, IEnumerable<StudyRun> runs) =>
    [
        .. runs.Select(run => new PooledRun(run.ToString(), run.Work(images), OrderOf(study, run))),
    ];

    /// <summary>What a worker is told of a run of a study.</summary>
    public static RunOrder OrderOf(Study study, StudyRun run) => new(run.Spec, study.Data, study.ObserversOf(run), study.MayDiverge);
}

/// <summary>
/// Trains runs in single-thread processes, one a core: side by side they give more than one process with
/// several threads, and each gives the bytes that it would give alone. Runs that compute on graphics cards have one each.
/// </summary>
/// <param name="store">Where runs are kept.</param>
/// <param name="workers">Processes side by side.</param>
/// <param name="display">Told how far all are.</param>
internal sealed class RunPool(RunStore store, int workers, ProgressDisplay display)
{
    private readonly Lock _gate = new();
    private readonly List<string> _failures = [];
    private readonly List<string> _notes = [];
    private double[] _shares = [];
    private double[] _costs = [];
    private Cards? _cards;

    /// <summary>Notes of the runs, such as from which step one resumed.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Trains every run; a failed one does not stop the others.</summary>
    /// <returns>What went wrong, a line a failed run.</returns>
    /// <exception cref="OperationCanceledException">Stopped; finished runs are kept.</exception>
    public async Task<IReadOnlyList<string>> TrainAsync(IReadOnlyList<PooledRun> runs, CancellationToken cancellation)
    {
        _shares = new double[runs.Count];
        _costs = [.. runs.Select(run => run.Cost)];
        _cards = runs.Any(run => run.Order.Spec.Device == "cuda") ? new Cards(Cards.Visible(), workers) : null;
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(runs.Index(), options, async (item, token) => await TrainAsync(item.Index, item.Item, token));
        cancellation.ThrowIfCancellationRequested();
        return _failures;
    }

    /// <summary>Trains every run, and fails when all are done if one did.</summary>
    /// <exception cref="WorkbenchException">Runs failed; the message names the first.</exception>
    /// <exception cref="OperationCanceledException">Stopped; finished runs are kept.</exception>
    public async Task TrainAllAsync(IReadOnlyList<PooledRun> runs, CancellationToken cancellation)
    {
        if (await TrainAsync(runs, cancellation) is { Count: > 0 } failures)
        {
            throw new WorkbenchException($"{failures.Count} of {runs.Count} runs failed, the others are kept; the first error: {failures[0]}");
        }
    }

    private async Task TrainAsync(int index, PooledRun run, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "work", WorkerProtocol.FirstLine,
            "--runs", store.Directory,
            "--checkpoint-seconds", store.CheckpointInterval.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
        ];
        using var card = _cards?.Take();
        using var worker = Worker.Start(arguments, share => Report(index, share), Keep, start => card?.Show(start));
        worker.Tell(RunJson.Text(run.Order));
        var failure = await worker.WaitAsync(cancellation);
        lock (_gate)
        {
            if (failure is not null)
            {
                _failures.Add($"{run.Name}: {failure}");
            }
        }

        Report(index, 1);
    }

    private void Keep(string note)
    {
        lock (_gate)
        {
            _notes.Add(note);
        }
    }

    private void Report(int index, double share)
    {
        lock (_gate)
        {
            _shares[index] = share;
            var done = _shares.Count(s => s >= 1);
            var active = _shares.Count(s => s is > 0 and < 1);
            var total = _shares.Zip(_costs, (s, cost) => s * cost).Sum() / _costs.Sum();
            display.Report(total, $"{done} of {_shares.Length} runs done, {active} in progress");
        }
    }
}

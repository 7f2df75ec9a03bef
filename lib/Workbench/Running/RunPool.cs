using System.Globalization;
using Sandglass;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Progress;

namespace Workbench.Running;

/// <summary>
/// Trains the runs of a study in single-thread processes, one a core: side by side they give more than one process with
/// several threads, and each gives the bytes that it would give alone.
/// </summary>
internal sealed class RunPool(RunStore store, Study study, int workers, ProgressDisplay display)
{
    private readonly Lock _gate = new();
    private readonly List<string> _failures = [];
    private readonly List<string> _notes = [];
    private double[] _shares = [];
    private double[] _costs = [];

    /// <summary>What runs had to say, such as from which step one went on.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Trains every run that is not finished yet; a failed one does not stop the others.</summary>
    /// <returns>What went wrong, a line a failed run.</returns>
    /// <exception cref="OperationCanceledException">Stopped; finished runs are kept.</exception>
    public async Task<IReadOnlyList<string>> TrainAsync(IReadOnlyList<StudyRun> runs, CancellationToken cancellation)
    {
        _shares = new double[runs.Count];
        _costs = [.. runs.Select(run => (double)run.Arm.Count.MultiplyAdds * run.Spec.Recipe.Epochs)];
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(runs.Index(), options, async (item, token) => await TrainAsync(item.Index, item.Item, token));
        cancellation.ThrowIfCancellationRequested();
        return _failures;
    }

    /// <summary>Trains every run, and fails when all are done if one did.</summary>
    /// <exception cref="WorkbenchException">Runs failed; the message names the first.</exception>
    /// <exception cref="OperationCanceledException">Stopped; finished runs are kept.</exception>
    public async Task TrainAllAsync(IReadOnlyList<StudyRun> runs, CancellationToken cancellation)
    {
        if (await TrainAsync(runs, cancellation) is { Count: > 0 } failures)
        {
            throw new WorkbenchException($"{failures.Count} of {runs.Count} runs failed, the others are kept; the first: {failures[0]}");
        }
    }

    private async Task TrainAsync(int index, StudyRun run, CancellationToken cancellation)
    {
        var spec = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(spec, RunSpecFile.Text(run.Spec), cancellation);
            using var worker = Worker.Start(Arguments(run, spec), share => Report(index, share), Keep);
            var failure = await worker.WaitAsync(cancellation);
            lock (_gate)
            {
                if (failure is not null)
                {
                    _failures.Add($"{run.Arm}, seed {run.Spec.Seed}: {failure}");
                }
            }
        }
        finally
        {
            File.Delete(spec);
        }

        Report(index, 1);
    }

    private string[] Arguments(StudyRun run, string spec) =>
    [
        "train", "--worker", spec,
        "--preset", study.Preset.Name,
        "--observe", string.Join(',', study.ObserversOf(run)),
        "--checkpoint-seconds", store.CheckpointInterval.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
        "--out", Path.GetDirectoryName(store.Directory)!,
    ];

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
            display.Report(total, $"{done} of {_shares.Length} runs done, {active} at work");
        }
    }
}

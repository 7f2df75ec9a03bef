using System.Globalization;
using Sandglass;
using Sandglass.Networks;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Progress;

namespace Workbench.Running;

/// <summary>
/// Trains the runs of a comparison in single-thread processes, one a core: side by side they give more than one process
/// with several threads, and each gives the bytes that it would give alone.
/// </summary>
internal sealed class RunPool(RunStore store, Preset preset, int workers, ProgressDisplay display)
{
    private readonly Lock _gate = new();
    private readonly List<string> _failures = [];
    private double[] _shares = [];
    private double[] _costs = [];

    /// <summary>Trains every run that is not finished yet; a failed one does not stop the others.</summary>
    /// <exception cref="WorkbenchException">Runs failed; the message names the first.</exception>
    /// <exception cref="OperationCanceledException">Stopped; finished runs are kept.</exception>
    public async Task TrainAsync(IReadOnlyList<ComparisonRun> runs, CancellationToken cancellation)
    {
        _shares = new double[runs.Count];
        _costs = [.. runs.Select(run => (double)run.Match.Actual)];
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(runs.Index(), options, async (item, token) => await TrainAsync(item.Index, item.Item, token));
        cancellation.ThrowIfCancellationRequested();
        if (_failures.Count > 0)
        {
            throw new WorkbenchException(
                $"{_failures.Count} of {runs.Count} runs failed, the others are kept; the first: {_failures[0]}");
        }
    }

    private async Task TrainAsync(int index, ComparisonRun run, CancellationToken cancellation)
    {
        using var worker = Worker.Start(Arguments(run), share => Report(index, share));
        var failure = await worker.WaitAsync(cancellation);
        lock (_gate)
        {
            if (failure is not null)
            {
                _failures.Add($"{run.Spec.Plan.Name}, seed {run.Spec.Seed}: {failure}");
            }
        }

        Report(index, 1);
    }

    private string[] Arguments(ComparisonRun run) =>
    [
        "train", "--worker",
        "--family", FamilyBlocks.Name(run.Family),
        "--width", run.Match.Width.ToString("R", CultureInfo.InvariantCulture),
        "--seed", run.Spec.Seed.ToString(CultureInfo.InvariantCulture),
        "--preset", preset.Name,
        "--out", Path.GetDirectoryName(store.Directory)!,
    ];

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

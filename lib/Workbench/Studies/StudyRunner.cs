using Sandglass;
using Sandglass.Display.Figures;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Commands;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Studies;

/// <summary>Trains what is missing of a study, as many runs side by side as asked, and writes what it found.</summary>
internal sealed class StudyRunner(RunStore store, int workers, TextWriter output)
{
    /// <summary>Runs a study, whole or what fits into the minutes.</summary>
    /// <returns>0, or 1 where a run failed; the others are kept and shown.</returns>
    /// <exception cref="WorkbenchException">The folder cannot be written, or an unfinished study was to be recorded.</exception>
    /// <exception cref="OperationCanceledException">Stopped; finished runs are kept.</exception>
    public async Task<int> RunAsync(Study asked, double? minutes, bool record, CancellationToken cancellation)
    {
        WritableFolder.Require(Path.GetDirectoryName(store.Directory)!);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var study = asked;
        if (minutes is { } limit)
        {
            deadline.CancelAfter(TimeSpan.FromMinutes(limit));
            study = Plan(asked, limit, deadline.Token, cancellation);
        }

        BudgetTable.Of(study).Write(output);
        var grid = StudyStatus.Grid(study);
        var missing = grid.Where(place => !study.IsFinished(place, store.Find(place.Spec))).ToArray();
        await output.WriteLineAsync($"{grid.Count} runs, {grid.Count - missing.Length} of them found in {store.Directory}");
        var succeeded = await new StudyPool(study.Name, workers, output).TrainAsync(PooledRun.Of(study, store, missing), deadline.Token, cancellation);
        var finished = StudyStatus.Finished(study, grid, store);
        if (finished.Count > 0)
        {
            Write(study, finished, record, isWhole: finished.Count == grid.Count);
        }

        return succeeded ? 0 : CommandLine.Failed;
    }

    private Study Plan(Study asked, double minutes, CancellationToken deadline, CancellationToken cancellation)
    {
        try
        {
            return StudyPlanning.Plan(asked, TimeSpan.FromMinutes(minutes), workers, store, output, deadline);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new WorkbenchException(FormattableString.Invariant(
                $"{minutes:0.##} minutes were over before the speed of this machine was known; nothing was trained, give it more"));
        }
    }

    private void Write(Study study, IReadOnlyList<(StudyRun Place, Run Run)> finished, bool record, bool isWhole)
    {
        var result = StudyRecord.Of(study, finished);
        StudyStatus.WriteResults(result, output);
        var folder = Path.Combine(Path.GetDirectoryName(store.Directory)!, "studies", study.Name);
        if (record)
        {
            folder = isWhole
                ? RecordedStudy.Folder(study.Name)
                : throw new WorkbenchException($"{study.Name} has {finished.Count} finished runs and is not whole; run it to its end before it is recorded");
        }

        StudyFiles.Write(folder, result);
        ComparisonFigures.AccuracyAgainstMultiplyAdds(result.Summary()).SavePng(Path.Combine(folder, "accuracy.png"));
        if (ComparisonOutcome.Of(result).Count > 0)
        {
            DifferenceFigures.Of(result).SavePng(Path.Combine(folder, "differences.png"));
        }

        output.WriteLine($"tables and pictures: {folder}");
    }
}

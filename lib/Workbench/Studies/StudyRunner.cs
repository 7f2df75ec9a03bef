using Sandglass;
using Sandglass.Display.Tables;
using Sandglass.Search.Studies;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Studies;

/// <summary>Trains what is missing of a study of any task, as many runs side by side as asked, and writes what it found.</summary>
internal sealed class StudyRunner(RunStore store, int workers, TextWriter output)
{
    /// <summary>Trains the missing runs of one shard. The tables are of the whole study, so they are left to a call without shards.</summary>
    /// <returns>0, or 1 where a run failed.</returns>
    /// <exception cref="WorkbenchException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped; finished runs are kept.</exception>
    public async Task<int> RunAsync(Study study, Shard shard, CancellationToken cancellation)
    {
        WritableFolder.Require(Path.GetDirectoryName(store.Directory)!);
        var (grid, images) = Grid(study);
        StudyRun[] own = [.. shard.Of(grid)];
        var missing = own.Where(place => !study.IsFinished(place, store)).ToArray();
        await output.WriteLineAsync($"shard {shard}: {own.Length} of {grid.Count} runs, {own.Length - missing.Length} of them found in {store.Directory}");
        var succeeded = await new StudyPool(study.Name, store, workers, output).TrainAsync(PooledRun.Of(study, images, missing), cancellation, cancellation);
        await output.WriteLineAsync($"{study.Finished(grid, store).Count} of {grid.Count} runs of the study are finished; the same command without --shard trains what is left and writes the tables");
        return succeeded ? 0 : CommandLine.Failed;
    }

    /// <summary>Runs a study, whole or what fits into the minutes.</summary>
    /// <returns>0, or 1 where a run failed; the others are kept and shown.</returns>
    /// <exception cref="WorkbenchException">The folder cannot be written, or an unfinished or undeclared study was to be recorded.</exception>
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

        if (record)
        {
            StudyDeclaration.Require(study, RecordedStudy.Folder(study.Name));
        }

        WriteBefore(study);
        var (grid, images) = Grid(study);
        var missing = grid.Where(place => !study.IsFinished(place, store)).ToArray();
        await output.WriteLineAsync($"{grid.Count} runs, {grid.Count - missing.Length} of them found in {store.Directory}");
        var succeeded = await new StudyPool(study.Name, store, workers, output).TrainAsync(PooledRun.Of(study, images, missing), deadline.Token, cancellation);
        var finished = study.Finished(grid, store);
        if (finished.Count > 0)
        {
            Write(study, finished, record, isWhole: finished.Count == grid.Count);
        }

        return succeeded ? 0 : CommandLine.Failed;
    }

    // What the networks of a search will cost is not known before, but what the searches do.
    private void WriteBefore(Study study)
    {
        if (!study.About.TryGetValue(SearchComparison.Proxy, out var proxy))
        {
            ArmTables.Plan(study).ToList().ForEach(table => table.Capitalized().Write(output));
            return;
        }

        foreach (var line in proxy.EnumerateArray())
        {
            output.WriteLine(line.GetString());
        }
    }

    private static (IReadOnlyList<StudyRun> Grid, int Images) Grid(Study study)
    {
        using var data = study.Data.Load();
        return (study.Runs(data.Identity), data.TrainingCount);
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
                $"{minutes:0.##} minutes were over before the speed of this machine was known; nothing was trained; allow more time"));
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
                : throw new WorkbenchException($"{study.Name} has {finished.Count} finished runs and is not complete; run it to the end before recording it");
        }

        RecordedStudy.Write(folder, result);
        if (record)
        {
            StudyDeclaration.Write(result, Declaration.Read(folder), output);
        }

        StudyPictures.Save(result, folder);
        output.WriteLine($"tables and pictures: {folder}");
    }
}

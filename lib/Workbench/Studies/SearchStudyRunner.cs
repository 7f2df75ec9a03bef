using System.Globalization;
using Sandglass;
using Sandglass.Data;
using Sandglass.Display.Figures;
using Sandglass.Search.Studies;
using Sandglass.Studies;
using Workbench.Commands;
using Workbench.Running;

namespace Workbench.Studies;

/// <summary>Runs what is missing of the comparison of searches, and writes what it found.</summary>
internal sealed class SearchStudyRunner(SearchStudy study, SearchRunStore store, int workers, TextWriter output)
{
    /// <summary>Runs the study.</summary>
    /// <param name="record">Whether it is written into the data folder.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>0, or 1 where a run failed; the others are kept and shown.</returns>
    /// <exception cref="WorkbenchException">The folder cannot be written, or an unfinished study was to be recorded.</exception>
    /// <exception cref="OperationCanceledException">Stopped; finished runs are kept.</exception>
    public async Task<int> RunAsync(bool record, CancellationToken cancellation)
    {
        WritableFolder.Require(Path.GetDirectoryName(store.Directory)!);
        using var data = study.Preset.LoadData();
        SearchReport.WriteProxy(study.Preset, data, output);
        var missing = study.Runs.Where(run => study.Find(run.Arm, run.Seed, store, data) is null).ToArray();
        await output.WriteLineAsync($"{study.Runs.Count} runs, {study.Runs.Count - missing.Length} of them found in {store.Directory}");
        var succeeded = await new StudyPool(SearchStudy.Name, workers, output)
            .TrainAsync([.. missing.Select(run => Pooled(run.Arm, run.Seed, data))], cancellation, cancellation);
        var finished = study.Runs.Select(run => study.Find(run.Arm, run.Seed, store, data)).OfType<SearchArmRun>().ToArray();
        if (finished.Length > 0)
        {
            Write(SearchRecord.Of(study, finished, data), record, finished.Length == study.Runs.Count);
        }

        return succeeded ? 0 : CommandLine.Failed;
    }

    private void Write(SearchRecord result, bool record, bool isWhole)
    {
        SearchReport.WriteResults(result, output);
        var results = Path.GetDirectoryName(store.Directory)!;
        foreach (var figure in Figures(result))
        {
            var path = Path.Combine(results, $"{figure.Id}.png");
            figure.SavePng(path);
            output.WriteLine($"figure: {path}");
        }

        var folder = Path.Combine(results, "studies", SearchStudy.Name);
        if (record)
        {
            folder = isWhole
                ? RecordedStudy.Folder(SearchStudy.Name)
                : throw new WorkbenchException($"{SearchStudy.Name} is not whole; run it to its end before it is recorded");
        }

        SearchRecordFiles.Write(folder, result);
        output.WriteLine($"tables: {folder}");
    }

    // Of a study that is not whole, what can be drawn.
    private static IEnumerable<Figure> Figures(SearchRecord result) =>
    [
        SearchStudyFigures.Accuracy(result),
        .. result.Differences().Count > 0 ? (Figure[])[SearchStudyFigures.Differences(result)] : [],
        .. result.Candidates.Count > 0 ? (Figure[])[SearchStudyFigures.Candidates(result)] : [],
    ];

    private PooledRun Pooled(SearchArm arm, int seed, DatasetSplits data) => new(
        $"{arm.Name}, seed {seed}",
        1 / (1 - study.SearchShare(arm, data)),
        "",
        _ =>
        [
            "search", "arm", arm.Name, "--worker",
            "--seed", seed.ToString(CultureInfo.InvariantCulture),
            "--preset", study.Preset.Name,
            "--checkpoint-seconds", store.CheckpointInterval.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
            "--out", Path.GetDirectoryName(store.Directory)!,
        ]);
}

using System.Globalization;
using Sandglass;
using Sandglass.Detection.Studies;
using Sandglass.Detection.Training;
using Sandglass.Statistics;
using Sandglass.Studies;
using Workbench.Commands;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Studies;

/// <summary>Trains what is missing of the comparison of detectors, and writes what it found.</summary>
internal sealed class DetectionStudyRunner(DetectionRunStore store, int workers, TextWriter output)
{
    /// <summary>Runs the study.</summary>
    /// <returns>0, or 1 where a run failed; the others are kept and shown.</returns>
    /// <exception cref="WorkbenchException">The folder cannot be written, or an unfinished study was to be recorded.</exception>
    /// <exception cref="OperationCanceledException">Stopped; finished runs are kept.</exception>
    public async Task<int> RunAsync(DetectionStudy study, bool record, CancellationToken cancellation)
    {
        WritableFolder.Require(Path.GetDirectoryName(store.Directory)!);
        var data = study.Preset.LoadData();
        var grid = study.Runs(DetectionIdentity.Of(data));
        var missing = grid.Where(place => store.Find(place.Spec) is null).ToArray();
        await output.WriteLineAsync($"{grid.Count} runs, {grid.Count - missing.Length} of them found in {store.Directory}");
        var succeeded = await new StudyPool(DetectionStudy.Name, workers, output)
            .TrainAsync([.. missing.Select(place => Pooled(place, study.Preset))], cancellation, cancellation);
        var finished = grid.Select(place => (Place: place, Run: store.Find(place.Spec))).Where(item => item.Run is not null).ToArray();
        if (finished.Length > 0)
        {
            Write(DetectionRecord.Of(study, [.. finished.Select(item => (item.Place, item.Run!))], data), record, finished.Length == grid.Count);
        }

        return succeeded ? 0 : CommandLine.Failed;
    }

    private PooledRun Pooled(DetectionStudyRun place, DetectionPreset preset) => new(
        $"{place.Arm}, seed {place.Spec.Seed}",
        1,
        DetectionRunSpecFile.Text(place.Spec),
        spec =>
        [
            "detect", "train", "--worker", spec,
            "--preset", preset.Name,
            "--checkpoint-seconds", store.CheckpointInterval.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
            "--out", Path.GetDirectoryName(store.Directory)!,
        ]);

    private void Write(DetectionRecord result, bool record, bool isWhole)
    {
        WriteResults(result, output);
        var folder = Path.Combine(Path.GetDirectoryName(store.Directory)!, "studies", DetectionStudy.Name);
        if (record)
        {
            folder = isWhole
                ? RecordedStudy.Folder(DetectionStudy.Name)
                : throw new WorkbenchException($"{DetectionStudy.Name} is not whole; run it to its end before it is recorded");
        }

        DetectionFiles.Write(folder, result);
        output.WriteLine($"tables: {folder}");
    }

    /// <summary>The arms, and their difference.</summary>
    public static void WriteResults(DetectionRecord record, TextWriter output)
    {
        var table = TextTable.Of("Backbone", "#mAP %\narea", "#±", "#mAP %\n11 points", "#±", "#Seeds", "#Parameters", "#Multiply-adds", "#Seconds\na run");
        foreach (var arm in record.Rows.GroupBy(row => row.Arm))
        {
            var (area, eleven) = (TInterval.OfMean([.. arm.Select(r => r.Area)]), TInterval.OfMean([.. arm.Select(r => r.ElevenPoint)]));
            var row = arm.First();
            table.Add(
                arm.Key, Percent(area.Mean), Half(area), Percent(eleven.Mean), Half(eleven), Wording.Grouped(arm.Count()),
                Wording.Grouped(row.Parameters), Wording.Grouped(row.MultiplyAdds), arm.Average(r => r.Seconds).ToString("0.0", CultureInfo.InvariantCulture));
        }

        table.Write(output);
        output.WriteLine("mAP: on the test pictures, mean over seeds; ±: half of its 95 % t interval.");
        if (record.Difference() is { } test)
        {
            var verdict = Verdicts.Of([test])[0].ToString().ToLowerInvariant();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{record.Rows[0].Arm} − {record.Rows[^1].Arm}: {Wording.Points(test.Difference.Mean)} points of mAP (area; {Wording.Points(test.Difference.Low)} to {Wording.Points(test.Difference.High)}, {test.Pairs} seeds paired; margin {100 * test.Margin:0.0}): {verdict}"));
        }
    }

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Half(Interval interval) => double.IsNaN(interval.Low) ? "" : Percent(interval.High - interval.Mean);
}

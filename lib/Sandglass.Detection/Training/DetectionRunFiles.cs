using System.Globalization;
using System.Text.Json;
using Sandglass.Data;
using Sandglass.Training;
using Sandglass.Weights;

namespace Sandglass.Detection.Training;

/// <summary>The files of a detector's run.</summary>
internal static class DetectionRunFiles
{
    internal const string Summary = "run.json";
    internal const string Metrics = "metrics.csv";
    internal const string Timing = "timing.csv";
    internal const string Checkpoint = "checkpoint.safetensors";
    internal const string Detections = "detections.safetensors";

    private const string MetricsHeader = "epoch,learning_rate,classification_loss,localization_loss,validation_precision";
    private const string TimingHeader = "epoch,images,training_seconds,evaluation_seconds";

    /// <summary>Writes everything; time has no checksum, as it differs between equal runs.</summary>
    internal static void Write(
        string directory,
        DetectionTrainer trainer,
        IReadOnlyList<DetectionMetrics> metrics,
        IReadOnlyList<DetectionTiming> timing,
        DetectionEvaluation test,
        DetectionRunSummary summary)
    {
        WriteTable(Path.Combine(directory, Metrics), MetricsHeader, metrics.Select(epoch => (double?[])
            [epoch.Epoch, epoch.LearningRate, epoch.ClassificationLoss, epoch.LocalizationLoss, epoch.ValidationPrecision]));
        WriteTable(Path.Combine(directory, Timing), TimingHeader, timing.Select(epoch => (double?[])
            [epoch.Epoch, epoch.Images, epoch.Training, epoch.Evaluation]));
        Safetensors.Write(Path.Combine(directory, Checkpoint), trainer.Detector.state_dict());
        DetectionFile.Write(Path.Combine(directory, Detections), test.Images);
        File.WriteAllText(Path.Combine(directory, Summary), JsonSerializer.Serialize(summary, RunJson.Options) + "\n");
        Checksums.Write(directory, [Summary, Metrics, Checkpoint, Detections]);
    }

    /// <exception cref="WorkbenchException">A file is missing or damaged.</exception>
    internal static DetectionRun Read(string directory)
    {
        try
        {
            var summary = JsonSerializer.Deserialize<DetectionRunSummary>(File.ReadAllText(Path.Combine(directory, Summary)), RunJson.Options)
                ?? throw new JsonException("it is empty");
            Check(summary.Spec.Hash == Path.GetFileName(Path.GetFullPath(directory)), $"{Summary} is of run {summary.Spec.Hash}");
            var epochs = summary.Spec.Recipe.Epochs;
            var metrics = ReadTable(Path.Combine(directory, Metrics), MetricsHeader, epochs)
                .Select(c => new DetectionMetrics((int)Given(c[0]), Given(c[1]), Given(c[2]), Given(c[3]), c[4]));
            var timing = ReadTable(Path.Combine(directory, Timing), TimingHeader, epochs)
                .Select(c => new DetectionTiming((int)Given(c[0]), (int)Given(c[1]), Given(c[2]), Given(c[3])));
            var run = new DetectionRun(directory, summary, [.. metrics], [.. timing]);
            Checksums.Verify(directory);
            return run;
        }
        catch (Exception error) when (error
            is IOException or UnauthorizedAccessException or JsonException or FormatException or NotSupportedException or DataFormatException)
        {
            throw new WorkbenchException($"run {directory} is damaged ({error.Message}); remove the folder and train again", error);
        }
    }

    private static void WriteTable(string path, string header, IEnumerable<double?[]> rows) => File.WriteAllText(path, string.Concat(
        rows.Select(row => string.Join(',', row.Select(value => value?.ToString("R", CultureInfo.InvariantCulture)))).Prepend(header).Select(line => line + "\n")));

    private static IEnumerable<double?[]> ReadTable(string path, string header, int rows)
    {
        var lines = File.ReadAllLines(path);
        var (name, columns) = (Path.GetFileName(path), header.Split(',').Length);
        Check(lines.Length > 0 && lines[0] == header, $"{name} does not start with '{header}'");
        Check(lines.Length == rows + 1, $"{name} has {lines.Length - 1} rows, not {rows}");
        foreach (var line in lines.Skip(1))
        {
            var values = line.Split(',').Select(v => v.Length == 0 ? (double?)null : double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
            Check(values.Length == columns, $"{name} has a row of {values.Length} columns, not {columns}");
            yield return values;
        }
    }

    private static double Given(double? value) => value ?? throw new FormatException("a number is missing");

    private static void Check(bool holds, string fault)
    {
        if (!holds)
        {
            throw new FormatException(fault);
        }
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sandglass.Counting;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Weights;

namespace Sandglass.Training;

/// <summary>The files of a run's folder.</summary>
internal static class RunFiles
{
    internal const string Summary = "run.json";
    internal const string Metrics = "metrics.csv";
    internal const string Timing = "timing.csv";
    internal const string Checkpoint = "checkpoint.safetensors";
    internal const string TestCorrect = "test-correct.bits";

    /// <summary>What every run's folder holds; older ones have no checksums.</summary>
    internal static IReadOnlyList<string> Own { get; } = [Summary, Metrics, Timing, Checkpoint, TestCorrect, Checksums.FileName];

    /// <summary>What the spec alone decides, to the byte, on one kind of machine.</summary>
    internal static IReadOnlyList<string> Decided { get; } = [Metrics, Checkpoint, TestCorrect];

    private const string MetricsHeader =
        "epoch,learning_rate,training_loss,training_accuracy,validation_loss,validation_accuracy";

    private const string TimingHeader =
        "epoch,images,data_seconds,forward_seconds,backward_seconds,optimizer_seconds,evaluation_seconds";

    /// <summary>Writes everything but the tables of observers; time has no checksum, as it differs between equal runs.</summary>
    internal static void Write(
        string directory,
        BottleneckNetwork network,
        IReadOnlyList<EpochMetrics> metrics,
        IReadOnlyList<EpochTiming> timing,
        Evaluation test,
        RunSpec spec,
        EnvironmentFingerprint environment)
    {
        var count = Counter.Count(spec.Plan);
        WriteMetrics(directory, metrics);
        WriteTiming(directory, timing);
        WriteBits(directory, test.Correct);
        Safetensors.Write(Path.Combine(directory, Checkpoint), network.state_dict());
        var summary = new RunSummary(
            spec.Hash, spec, environment, count.Parameters, count.MultiplyAdds, metrics[^1].ValidationAccuracy, test.Accuracy, test.Loss);
        File.WriteAllText(Path.Combine(directory, Summary), JsonSerializer.Serialize(summary, RunJson.Options) + "\n");
        Checksums.Write(directory, Own.Except([Timing, Checksums.FileName]));
    }

    private static void WriteMetrics(string directory, IEnumerable<EpochMetrics> epochs) => WriteTable(
        Path.Combine(directory, Metrics),
        MetricsHeader,
        epochs.Select(e => (double[])
            [e.Epoch, e.LearningRate, e.TrainingLoss, e.TrainingAccuracy, e.ValidationLoss, e.ValidationAccuracy]));

    private static void WriteTiming(string directory, IEnumerable<EpochTiming> epochs) => WriteTable(
        Path.Combine(directory, Timing),
        TimingHeader,
        epochs.Select(e => (double[])[e.Epoch, e.Images, e.Data, e.Forward, e.Backward, e.Optimizer, e.Evaluation]));

    /// <exception cref="WorkbenchException">A file is missing or damaged.</exception>
    internal static Run Read(string directory)
    {
        try
        {
            Check(File.Exists(Path.Combine(directory, Checkpoint)), $"{Checkpoint} is missing");
            Check(File.Exists(Path.Combine(directory, TestCorrect)), $"{TestCorrect} is missing");
            var json = File.ReadAllText(Path.Combine(directory, Summary));
            var summary = JsonSerializer.Deserialize<RunSummary>(json, RunJson.Options) ?? throw new JsonException("it is empty");
            Check(summary.Spec.Hash == Path.GetFileName(directory), $"{Summary} is of run {summary.Spec.Hash}");
            var epochs = summary.Spec.Recipe.Epochs;
            var metrics = ReadTable(Path.Combine(directory, Metrics), MetricsHeader, epochs)
                .Select(c => new EpochMetrics((int)c[0], c[1], c[2], c[3], c[4], c[5]));
            var timing = ReadTable(Path.Combine(directory, Timing), TimingHeader, epochs)
                .Select(c => new EpochTiming((int)c[0], (int)c[1], c[2], c[3], c[4], c[5], c[6]));
            var run = new Run(directory, summary, [.. metrics], [.. timing]);
            if (File.Exists(Path.Combine(directory, Checksums.FileName)))
            {
                Checksums.Verify(directory);
            }

            return run;
        }
        catch (Exception error) when (error
            is IOException or UnauthorizedAccessException or JsonException or FormatException or NotSupportedException or DataFormatException)
        {
            throw new WorkbenchException($"run {directory} is damaged ({error.Message}); remove the folder and train again", error);
        }
    }

    // One bit an image after a 32-bit count, lowest bit first.
    internal static void WriteBits(string directory, IReadOnlyList<bool> bits)
    {
        var bytes = new byte[4 + PackedBits.Bytes(bits.Count)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bits.Count);
        PackedBits.Pack(bits, bytes.AsSpan(4));
        File.WriteAllBytes(Path.Combine(directory, TestCorrect), bytes);
    }

    internal static bool[] ReadBits(string path)
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        var count = bytes.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (count < 0 || bytes.Length != 4 + PackedBits.Bytes(count))
        {
            throw new WorkbenchException($"{path} is missing or damaged; remove the run's folder and train again");
        }

        return [.. Enumerable.Range(0, count).Select(i => PackedBits.At(bytes.AsSpan(4), i))];
    }

    private static void WriteTable(string path, string header, IEnumerable<double[]> rows)
    {
        var text = new StringBuilder(header).Append('\n');
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        }

        File.WriteAllText(path, text.ToString());
    }

    private static IEnumerable<double[]> ReadTable(string path, string header, int rows)
    {
        var lines = File.ReadAllLines(path);
        var (name, columns) = (Path.GetFileName(path), header.Split(',').Length);
        Check(lines.Length > 0 && lines[0] == header, $"{name} does not start with '{header}'");
        Check(lines.Length == rows + 1, $"{name} has {lines.Length - 1} rows, not {rows}");
        foreach (var line in lines.Skip(1))
        {
            var values = line.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
            Check(values.Length == columns, $"{name} has a row of {values.Length} columns, not {columns}");
            yield return values;
        }
    }

    private static void Check(bool holds, string fault)
    {
        if (!holds)
        {
            throw new FormatException(fault);
        }
    }
}

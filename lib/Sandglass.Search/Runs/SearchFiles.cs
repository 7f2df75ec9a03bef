using System.Globalization;
using System.Text.Json;
using Sandglass.Data;
using Sandglass.Training;
using Sandglass.Weights;

namespace Sandglass.Search.Runs;

/// <summary>The files of a finished run: <c>run.json</c>, <c>checkpoint.safetensors</c>, their checksums, and <c>timing.csv</c>, which has none.</summary>
internal static class SearchFiles
{
    internal const string Run = "run.json";

    private const string Checkpoint = "checkpoint.safetensors";
    private const string Timing = "timing.csv";
    private const string TimingHeader = "epoch,seconds";

    internal static void Write<T>(string directory, T run, EpochTimes times, IReadOnlyList<SafetensorsTensor> tensors)
        where T : SearchResult
    {
        File.WriteAllText(Path.Combine(directory, Run), JsonSerializer.Serialize(run, RunJson.Options) + "\n");
        Safetensors.Write(Path.Combine(directory, Checkpoint), tensors);
        Checksums.Write(directory, [Run, Checkpoint]);
        File.WriteAllText(Path.Combine(directory, Timing), string.Concat(
            times.Ended.Select((seconds, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1},{seconds:R}")).Prepend(TimingHeader).Select(line => line + "\n")));
    }

    /// <exception cref="WorkbenchException">The run is damaged, or of another kind.</exception>
    internal static T Read<T>(string directory)
        where T : SearchResult
    {
        try
        {
            var run = JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(directory, Run)), RunJson.Options) ?? throw new JsonException("it is empty");
            Checksums.Verify(directory);
            return run with { Directory = directory, EpochSeconds = Seconds(Path.Combine(directory, Timing)) };
        }
        catch (Exception wrong) when (wrong
            is JsonException or IOException or UnauthorizedAccessException or NotSupportedException or FormatException or DataFormatException)
        {
            throw new WorkbenchException($"run {directory} is damaged ({wrong.Message}); remove the folder and search again", wrong);
        }
    }

    private static double[] Seconds(string path)
    {
        var lines = File.ReadAllLines(path);
        return lines.Length > 1 && lines[0] == TimingHeader
            ? [.. lines.Skip(1).Select(line => double.Parse(line.AsSpan(line.IndexOf(',', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture))]
            : throw new FormatException($"{Timing} has no '{TimingHeader}' and a row");
    }
}

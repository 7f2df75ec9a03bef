using System.Text.Json;
using Sandglass.Runtime;

namespace Sandglass.Training;

/// <summary>What lists and tables say of a finished run.</summary>
/// <param name="Hash">Name of its folder.</param>
/// <param name="About">What was trained.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image.</param>
/// <param name="Results">The numbers and words of its result by name, in snake case, such as <c>test_accuracy</c>: a <see cref="double"/>, a <see cref="string"/> or null.</param>
/// <param name="Divergence">How it diverged; null where it was trained to its end.</param>
/// <param name="Environment">Where it ran.</param>
/// <param name="Seconds">Seconds of training and validation.</param>
/// <param name="ImagesPerSecond">Training images a second over all epochs.</param>
/// <param name="OwnTables">Names of the tables that its task added.</param>
internal sealed record RunFacts(
    string Hash,
    RunHeading About,
    long Parameters,
    long MultiplyAdds,
    IReadOnlyList<(string Name, object? Value)> Results,
    Divergence? Divergence,
    EnvironmentFingerprint Environment,
    double Seconds,
    double ImagesPerSecond,
    IReadOnlyList<string> OwnTables)
{
    internal static RunFacts Of(RunSummary summary, IReadOnlyList<EpochTiming> timing, IReadOnlyList<string> ownTables) => new(
        summary.Hash,
        RunHeading.Of(summary),
        summary.Parameters,
        summary.MultiplyAdds,
        ResultsOf(summary.Result),
        summary.Divergence,
        summary.Environment,
        timing.Sum(epoch => epoch.TrainingSeconds + epoch.EvaluationSeconds),
        timing.Sum(epoch => epoch.Images) / timing.Sum(epoch => epoch.TrainingSeconds),
        ownTables);

    /// <summary>The numbers of the result by name; null where there is none.</summary>
    internal IReadOnlyDictionary<string, double?> Numbers() => NumbersOf(Results);

    internal static IReadOnlyDictionary<string, double?> NumbersOf(IEnumerable<(string Name, object? Value)> results) =>
        results.Where(result => result.Value is null or double).ToDictionary(result => result.Name, result => (double?)result.Value);

    /// <summary>The numbers and words of a result as it is written.</summary>
    internal static IReadOnlyList<(string Name, object? Value)> ResultsOf(JsonElement result) =>
    [
        .. RunSummary.FieldsOf(result).Select(field => (field.Name, field.Value.ValueKind switch
        {
            JsonValueKind.Number => field.Value.GetDouble(),
            JsonValueKind.Null => null,
            _ => (object?)field.Value.ToString(),
        })),
    ];
}

/// <summary>Content of a run's small files in UTF-8.</summary>
/// <param name="Metrics">Of <c>metrics.csv</c>.</param>
/// <param name="Timing">Of <c>timing.csv</c>.</param>
internal sealed record RunTexts(ReadOnlyMemory<byte> Metrics, ReadOnlyMemory<byte> Timing);

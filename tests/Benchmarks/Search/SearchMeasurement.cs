using System.Diagnostics;
using System.Text.Json;
using MathNet.Numerics.Statistics;

namespace Benchmarks.Search;

/// <summary>One process's search, step by step.</summary>
/// <param name="TrainingLosses">Losses of the weights' batches.</param>
/// <param name="ValidationLoss">Mean loss of the alphas' batches.</param>
/// <param name="Seconds">Seconds of each step: data, the alphas' step, the weights' step.</param>
/// <param name="ProcessorSeconds">Of them the processor's, which a busy machine stretches less.</param>
internal sealed record SearchMeasurement(
    IReadOnlyList<double> TrainingLosses, double ValidationLoss, IReadOnlyList<double> Seconds, IReadOnlyList<double> ProcessorSeconds)
{
    /// <summary>Steps at the beginning that do not count.</summary>
    internal const int WarmUp = 2;

    /// <summary>Median of a step.</summary>
    internal double Step => Seconds.Skip(WarmUp).Median();

    /// <summary>Median of a step's processor seconds.</summary>
    internal double ProcessorStep => ProcessorSeconds.Skip(WarmUp).Median();

    internal static SearchMeasurement Parse(string json) => JsonSerializer.Deserialize<SearchMeasurement>(json, JsonSerializerOptions.Web)!;

    internal string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Searches an epoch with the library's own search, in this process.</summary>
    internal static SearchMeasurement Take(SearchCase subject, int threads)
    {
        var (losses, seconds, processor, validation) = (new List<double>(), new List<double>(), new List<double>(), double.NaN);
        var (last, lastProcessor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        subject.Search(
            threads,
            loss =>
            {
                losses.Add(loss);
                seconds.Add(Stopwatch.GetElapsedTime(last).TotalSeconds);
                processor.Add((Environment.CpuUsage.TotalTime - lastProcessor).TotalSeconds);
                (last, lastProcessor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            },
            mean => validation = mean);
        return new SearchMeasurement(losses, validation, seconds, processor);
    }
}

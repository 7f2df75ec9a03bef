using Sandglass.Runtime;
using Sandglass.Search.Runs;
using Sandglass.Search.Space;

namespace Sandglass.Search.Training;

/// <summary>A finished search.</summary>
/// <param name="Spec">What was searched.</param>
/// <param name="Genotype">What it found.</param>
/// <param name="AlarmEpoch">The first epoch in which skip connections were too many; null: none.</param>
/// <param name="StoppedEarly">Whether the alarm ended it.</param>
/// <param name="Environment">Machine and versions.</param>
/// <param name="Epochs">Its trajectory.</param>
public sealed record SearchRun(
    SearchRunSpec Spec,
    Genotype Genotype,
    int? AlarmEpoch,
    bool StoppedEarly,
    EnvironmentFingerprint Environment,
    IReadOnlyList<SearchEpoch> Epochs) : SearchResult
{
    internal static SearchRun Of(SearchRunSpec spec, IReadOnlyList<SearchEpoch> epochs, EnvironmentFingerprint environment)
    {
        var last = epochs[^1];
        var stopped = spec.Recipe.StopAtAlarm && last.Alarm;
        var kept = stopped && epochs.Count > 1 ? epochs[^2] : last;
        return new SearchRun(
            spec, Genotype.Parse(kept.Genotype), epochs.FirstOrDefault(epoch => epoch.Alarm)?.Epoch, stopped, environment, [.. epochs]);
    }
}

using Sandglass.Training;

namespace Sandglass.Studies.Diagnostics;

/// <summary>What looks into classifiers between epochs, by name, so that a study and its worker processes can ask for it.</summary>
internal static class Observers
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = ["confusion", "rank", "linear-probes", "interventions"];

    /// <summary>The observers of a run: early epochs closely, the costly ones after the last.</summary>
    /// <param name="names">Which ones.</param>
    /// <param name="spec">The run.</param>
    /// <exception cref="WorkbenchException">A name is unknown.</exception>
    public static IReadOnlyList<EpochObserver> Create(IReadOnlyList<string> names, RunSpec spec)
    {
        var (last, small) = (spec.Recipe.Epochs, spec.Recipe.BatchSize < 128);
        var (batches, size) = small ? (4, 32) : (24, 128);
        int[] times = [0, 1, 2, 4, -1];
        return
        [
            .. names.Select(name => (EpochObserver)(name switch
            {
                "confusion" => new ConfusionObserver(times, last, batches, size),
                "rank" => new RankObserver(times, last),
                "linear-probes" => new LinearProbeObserver([-1], last, small ? 20 : 200),
                "interventions" => new InterventionObserver([-1], last, Math.Max(2, batches / 3), size),
                _ => throw new WorkbenchException($"there is no observer '{name}'; use {string.Join(", ", All)}"),
            })),
        ];
    }
}

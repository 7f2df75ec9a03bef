using Sandglass.Training;

namespace Sandglass.Studies.Inside;

/// <summary>
/// The study behind the notebooks on gradient confusion and information loss: the three families at two budgets, with
/// what happens inside them observed over training.
/// </summary>
public static class InsideStudy
{
    /// <summary>Names by which a study asks for observers, which worker processes are told.</summary>
    public static IReadOnlyList<string> Observers { get; } = ["confusion", "rank", "linear-probes", "interventions"];

    /// <summary>The study, whose runs are those of the main comparison.</summary>
    /// <param name="blocks">The main comparison.</param>
    public static Study Of(Study blocks) => blocks with
    {
        Name = "inside",
        Question = "Do gradients agree more, and is less information lost, in sandglass blocks?",
        Arms = [.. blocks.Arms.Where(arm => arm.Group is "0.4x" or "0.1x")],
        Comparisons = [.. blocks.Comparisons.Where(planned => planned.Group is "0.4x" or "0.1x")],
        Seeds = [.. blocks.Seeds.Take(3)],
        Observers = Observers,
    };

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
                _ => throw new WorkbenchException($"there is no observer '{name}'; use {string.Join(", ", Observers)}"),
            })),
        ];
    }
}

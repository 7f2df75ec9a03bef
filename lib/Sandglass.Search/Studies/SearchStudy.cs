using Sandglass.Data;
using Sandglass.Search.Space;
using Sandglass.Search.Training;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Search.Studies;

/// <summary>
/// The comparison that was written down before its runs: DARTS with and without the sandglass, and random search at the
/// cost of the former; what each finds is trained from scratch, and the test accuracy, paired by seed, decides.
/// </summary>
/// <param name="Preset">The proxy.</param>
public sealed record SearchStudy(SearchPreset Preset)
{
    /// <summary>Its name, and that of the recorded study's folder.</summary>
    public const string Name = "search";

    /// <summary>What it asks.</summary>
    public string Question { get; init; } = "Does a search find a better network with the sandglass among its operations?";

    /// <summary>The largest difference in accuracy, as a fraction, that does not matter; the paper's gain of 0.13 points lies within.</summary>
    public double Margin { get; init; } = 0.01;

    /// <summary>What the paper claims, and its control.</summary>
    public IReadOnlyList<PlannedComparison> Comparisons { get; init; } =
    [
        .. ((SearchArm[])[SearchArm.Original, SearchArm.Random]).Select(
            other => new PlannedComparison(SearchArm.WithSandglass.Name, other.Name, "", IsPrimary: true)),
    ];

    /// <summary>Arms and seeds, seed by seed, so that whatever is cut short leaves whole seeds.</summary>
    public IReadOnlyList<(SearchArm Arm, int Seed)> Runs => [.. from seed in Preset.Seeds from arm in SearchArm.All select (arm, seed)];

    /// <summary>The finished run of an arm, or null.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="store">Where runs are.</param>
    /// <param name="data">The images.</param>
    /// <exception cref="WorkbenchException">A run is damaged.</exception>
    public SearchArmRun? Find(SearchArm arm, int seed, RunStore store, DatasetSplits data) =>
        store.Find(Preset.RunOf(arm, data, seed)) is { } derived && store.Find(Preset.SearchOf(arm, data, seed)) is { } search
            ? new SearchArmRun(arm, seed, search, derived)
            : null;

    /// <summary>The run of an arm, done now where it is missing: searches, derives, trains from scratch.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="store">Where runs are.</param>
    /// <param name="data">The images; not owned.</param>
    /// <param name="progress">Told of every step, in thousandths of the whole.</param>
    /// <param name="cancellation">Stops between steps; the next call goes on from there.</param>
    /// <exception cref="WorkbenchException">The folder cannot be written, or a run is damaged.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public SearchArmRun Run(
        SearchArm arm, int seed, RunStore store, DatasetSplits data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var derived = store.FindOrTrain(Preset.RunOf(arm, data, seed), data, progress, cancellation);
        return new SearchArmRun(arm, seed, store.FindOrTrain(Preset.SearchOf(arm, data, seed), data, cancellation: cancellation), derived);
    }
}

/// <summary>A finished run of an arm: what it found, and how that does when trained from scratch.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Search">The search.</param>
/// <param name="Derived">The training of the network that it found.</param>
public sealed record SearchArmRun(SearchArm Arm, int Seed, Run Search, Run Derived)
{
    /// <summary>What was found.</summary>
    public Genotype Genotype => FoundSearch.GenotypeOf(Derived);
}

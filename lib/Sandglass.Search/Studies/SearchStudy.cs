using Sandglass.Data;
using Sandglass.Search.Controls;
using Sandglass.Search.Networks;
using Sandglass.Search.Retraining;
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
    public SearchArmRun? Find(SearchArm arm, int seed, SearchRunStore store, DatasetSplits data)
    {
        var search = arm.IsRandom ? null : store.Find(SearchOf(arm, seed, data));
        var random = arm.IsRandom ? store.Find(RandomOf(arm, seed, data)) : null;
        return (search?.Genotype ?? random?.Best.Genotype) is { } found && store.Find(DerivedOf(found, seed, data)) is { } derived
            ? new SearchArmRun(arm, seed, search, random, derived)
            : null;
    }

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
        SearchArm arm, int seed, SearchRunStore store, DatasetSplits data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var stages = new StagedProgress(progress, SearchShare(arm, data));
        var search = arm.IsRandom ? null : store.FindOrSearch(SearchOf(arm, seed, data), data.Training, stages.First, cancellation);
        var random = arm.IsRandom ? store.FindOrSearch(RandomOf(arm, seed, data), data.Training, stages.First, cancellation) : null;
        var found = search?.Genotype ?? random!.Best.Genotype;
        return new SearchArmRun(
            arm, seed, search, random, store.FindOrTrain(DerivedOf(found, seed, data), data, stages.Second, cancellation));
    }

    /// <summary>What an arm without chance searches.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="data">The images.</param>
    public SearchRunSpec SearchOf(SearchArm arm, int seed, DatasetSplits data) =>
        new(Preset.Of(arm.Space), Preset.Search, data.Training.Sha256, seed);

    /// <summary>What a random arm searches, for the multiply-adds of a search of its space.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="data">The images.</param>
    public RandomSearchSpec RandomOf(SearchArm arm, int seed, DatasetSplits data) => new(
        Preset.Of(arm.Space), Preset.Candidate, SearchCost.OfSearch(Preset.Of(arm.Space), Preset.Search, data.Training.Count), data.Training.Sha256, seed);

    /// <summary>How a genotype is trained from scratch.</summary>
    /// <param name="genotype">What was found.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="data">The images.</param>
    public DerivedRunSpec DerivedOf(Genotype genotype, int seed, DatasetSplits data) =>
        DerivedRunSpec.Of(Preset.Derived(genotype), Preset.Retraining, data, seed);

    /// <summary>The search's share of an arm's multiply-adds, where the network found is as large as DARTS's.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="data">The images.</param>
    public double SearchShare(SearchArm arm, DatasetSplits data)
    {
        var images = data.Training.Count;
        var search = SearchCost.OfSearch(Preset.Of(arm.Space), Preset.Search, images);
        var training = 3.0 * images * Preset.Retraining.Epochs * CellNetworkCounter.Count(Preset.Derived(Genotype.DartsV2)).MultiplyAdds;
        return search / (search + training);
    }
}

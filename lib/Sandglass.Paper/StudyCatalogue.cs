using Sandglass.Detection.Studies;
using Sandglass.Detection.Training;
using Sandglass.Search.Studies;
using Sandglass.Studies;
using Sandglass.Studies.Diagnostics;

namespace Sandglass.Paper;

/// <summary>The named studies, in order of rank.</summary>
internal static class StudyCatalogue
{
    private static readonly IReadOnlyList<(string Name, Func<Study> Create, Func<Study>? Smoke)> Studies =
    [
        ("blocks-standard", () => BlockComparison.OnSmallImages(Preset.Standard), null),
        ("learning-rate", LearningRateSweep.Study, null),
        ("blocks", () => BlockComparison.AtSharedLearningRate(Rate), null),
        ("diagnostics", Diagnostics, null),
        ("blocks-tuned", () => BlockComparison.AtTunedLearningRates(LearningRateSweep.Best(Sweep().Rows)), null),
        ("blocks-large", () => BlockComparison.AtFullBudget(Rate), null),
        ("variants", () => new BlockAblations(Rate).Variants(), null),
        ("blocks-parameters", () => BlockComparison.AtEqualParameters(Rate), null),
        ("extra-depthwise", () => new BlockAblations(Rate).ExtraDepthwise(), null),
        ("identity-multiplier", () => new BlockAblations(Rate).IdentityMultiplier(), null),
        ("activations", () => new BlockAblations(Rate).Activations(), null),
        ("reduction-ratio", () => new BlockAblations(Rate).ReductionRatio(), null),
        ("released-transitions", () => new BlockAblations(Rate).ReleasedTransitions(), null),
        ("detection", () => DetectorComparison.Of(DetectionPreset.Standard), () => DetectorComparison.Of(DetectionPreset.Smoke)),
        ("search", () => SearchComparison.Of(SearchPreset.Standard), () => SearchComparison.Of(SearchPreset.Smoke)),
    ];

    private static double Rate => LearningRateSweep.Shared(Sweep().Rows);

    /// <summary>Their names, in order of rank.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Studies.Select(study => study.Name)];

    /// <summary>The study of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="smoke">True: the same grid in seconds, to check that it works.</param>
    /// <exception cref="WorkbenchException">There is none of that name, or it depends on a study that is not recorded.</exception>
    public static Study Named(string name, bool smoke = false)
    {
        var (_, create, inSeconds) = Studies.FirstOrDefault(study => study.Name == name);
        return create is null ? throw new WorkbenchException($"there is no study '{name}'; use {string.Join(", ", Names)}")
            : !smoke ? create()
            : inSeconds?.Invoke() ?? create().Smoke();
    }

    /// <summary>The recorded studies that make the comparisons of the main one, <c>blocks</c>, the first of each set of images.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    public static IReadOnlyList<string> OfTheMainComparison(string? data = null)
    {
        var main = Named("blocks");
        return [.. RecordedStudy.Names(data).Intersect(Names).Select(name => Named(name)).Where(study => study.Comparisons.SequenceEqual(main.Comparisons))
            .OrderBy(study => study.Name != main.Name).DistinctBy(study => study.Data).Select(study => study.Name)];
    }

    /// <summary>The recorded learning-rate sweep, on which other studies depend.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="WorkbenchException">The sweep was not recorded, or cannot be read.</exception>
    public static StudyRecord Sweep(string? data = null) => RecordedStudy.Find("learning-rate", data) ?? throw new WorkbenchException(
        $"{RecordedStudy.NotRecorded("learning-rate")} in {RecordedStudy.Folder("learning-rate", data)}; record it with 'workbench study run learning-rate --record'");

    // The main comparison at two budgets, with diagnostics of the networks over training.
    private static Study Diagnostics()
    {
        var blocks = BlockComparison.AtSharedLearningRate(Rate);
        return blocks with
        {
            Name = "diagnostics",
            Question = "Do gradients agree more, and is less information lost, in sandglass blocks?",
            Arms = [.. blocks.Arms.Where(arm => arm.Group is "0.4x" or "0.1x")],
            Comparisons = [.. blocks.Comparisons.Where(planned => planned.Group is "0.4x" or "0.1x")],
            Seeds = [.. blocks.Seeds.Take(3)],
            Observers = Observers.All,
        };
    }
}

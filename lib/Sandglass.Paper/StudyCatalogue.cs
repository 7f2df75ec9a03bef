using Sandglass.Deployment.Studies;
using Sandglass.Detection.Studies;
using Sandglass.Detection.Training;
using Sandglass.Search.Studies;
using Sandglass.Studies;

namespace Sandglass.Paper;

/// <summary>The named studies, in order of rank.</summary>
internal static class StudyCatalogue
{
    // The budget whose networks are quantized.
    private const string Quantized = "0.4x";

    private static readonly IReadOnlyList<(string Name, Func<Study> Create, Func<Study>? Smoke)> Studies =
    [
        ("blocks-standard", () => BlockComparison.OnSmallImages(Preset.Standard), null),
        ("learning-rate", () => LearningRateSweep.On(ComparedImages.Garments), null),
        ("blocks", () => BlockComparison.AtSharedLearningRate(ComparedImages.Garments), null),
        ("shortcuts", BlockAblations.Shortcuts, null),
        ("inside", BlockComparison.Inside, null),
        ("blocks-glyphs", () => BlockComparison.AtSharedLearningRate(ComparedImages.Glyphs), null),
        ("variants", BlockAblations.Variants, null),
        ("learning-rate-glyphs", () => LearningRateSweep.On(ComparedImages.Glyphs), null),
        ("blocks-tuned", () => Tuned(ComparedImages.Garments), null),
        ("blocks-tuned-glyphs", () => Tuned(ComparedImages.Glyphs), null),
        ("blocks-large", () => BlockComparison.AtFullBudget(ComparedImages.Garments), null),
        ("blocks-large-glyphs", () => BlockComparison.AtFullBudget(ComparedImages.Glyphs), null),
        ("blocks-long", BlockComparison.ForLong, null),
        .. BlockComparison.TrainingImages.Select(images => (BlockComparison.NameWith(images), (Func<Study>)(() => BlockComparison.WithTrainingImages(images)), (Func<Study>?)null)),
        ("blocks-parameters", BlockComparison.AtEqualParameters, null),
        ("extra-depthwise", BlockAblations.ExtraDepthwise, null),
        ("identity-multiplier", BlockAblations.IdentityMultiplier, null),
        ("activations", BlockAblations.Activations, null),
        ("reduction-ratio", BlockAblations.ReductionRatio, null),
        ("released-transitions", BlockAblations.ReleasedTransitions, null),
        (QuantizationComparison.Name,
            () => QuantizationComparison.Of(BlockComparison.AtSharedLearningRate(ComparedImages.Garments), Quantized),
            () => QuantizationComparison.Of(BlockComparison.AtSharedLearningRate(ComparedImages.Garments).Smoke(), Quantized)),
        (DetectorRates.Name, () => DetectorRates.Of(DetectionPreset.Standard), () => DetectorRates.Of(DetectionPreset.Smoke)),
        (DetectorComparison.Name, TunedDetectors, () => DetectorComparison.Of(DetectionPreset.Smoke)),
        ("search", () => SearchComparison.Of(SearchPreset.Standard), () => SearchComparison.Of(SearchPreset.Smoke)),
    ];

    private static readonly (string Tuned, string Sweep)[] Sweeps =
        [("blocks-tuned", "learning-rate"), ("blocks-tuned-glyphs", "learning-rate-glyphs"), (DetectorComparison.Name, DetectorRates.Name)];

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
        return [.. RecordedStudy.Names(data).Intersect(Names).Where(name => WaitsFor(name, data) is null).Select(name => Named(name)).Where(study => study.Comparisons.SequenceEqual(main.Comparisons))
            .OrderBy(study => study.Name != main.Name).DistinctBy(study => study.Data).Select(study => study.Name)];
    }

    /// <summary>The study that must be recorded before one can be planned; null where none is missing.</summary>
    /// <param name="name">The study that may wait.</param>
    /// <param name="data">The data folder; null finds the repository's.</param>
    public static string? WaitsFor(string name, string? data = null) =>
        Sweeps.FirstOrDefault(pair => pair.Tuned == name).Sweep is { } sweep && RecordedStudy.Find(sweep, data) is null ? sweep : null;

    private static Study Tuned(ComparedImages images) =>
        BlockComparison.AtTunedLearningRates(images, LearningRateSweep.Best(Swept($"blocks-tuned{images.Suffix}")));

    private static Study TunedDetectors() => DetectorComparison.Of(DetectionPreset.Standard, DetectorRates.Best(Swept(DetectorComparison.Name)));

    // The runs of the sweep whose rates a study takes.
    private static IReadOnlyList<StudyRow> Swept(string tuned)
    {
        var sweep = Sweeps.Single(pair => pair.Tuned == tuned).Sweep;
        return RecordedStudy.Find(sweep)?.Rows ?? throw new WorkbenchException(
            $"{RecordedStudy.NotRecorded(sweep)}, whose rates {tuned} takes; record it with 'workbench study run {sweep} --record'");
    }
}

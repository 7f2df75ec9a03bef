using Sandglass.Studies.Inside;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>The studies that this workbench knows by name, the ranked first.</summary>
public static class StudyCatalogue
{
    private static readonly IReadOnlyList<(string Name, Func<Study> Create)> Studies =
    [
        ("blocks-standard", () => BlockComparison.OnSmallImages(Preset.Standard)),
        ("learning-rate", LearningRateSweep.Study),
        ("blocks", () => BlockComparison.AtSharedLearningRate(Rate)),
        ("inside", () => InsideStudy.Of(BlockComparison.AtSharedLearningRate(Rate))),
        ("blocks-tuned", () => BlockComparison.AtTunedLearningRates(LearningRateSweep.Best(RecordedStudy.Sweep().Rows))),
        ("blocks-large", () => BlockComparison.AtFullBudget(Rate)),
        ("variants", () => new BlockAblations(Rate).Variants()),
        ("blocks-parameters", () => BlockComparison.AtEqualParameters(Rate)),
        ("extra-depthwise", () => new BlockAblations(Rate).ExtraDepthwise()),
        ("identity-multiplier", () => new BlockAblations(Rate).IdentityMultiplier()),
        ("activations", () => new BlockAblations(Rate).Activations()),
        ("reduction-ratio", () => new BlockAblations(Rate).ReductionRatio()),
        ("released-transitions", () => new BlockAblations(Rate).ReleasedTransitions()),
    ];

    private static double Rate => LearningRateSweep.Shared(RecordedStudy.Sweep().Rows);

    /// <summary>Their names, in order of rank.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Studies.Select(study => study.Name)];

    /// <summary>The study of a name.</summary>
    /// <exception cref="WorkbenchException">There is none of that name, or it rests on a study that was not recorded.</exception>
    public static Study Named(string name) =>
        Studies.FirstOrDefault(study => study.Name == name).Create?.Invoke()
        ?? throw new WorkbenchException($"there is no study '{name}'; use {string.Join(", ", Names)}");
}

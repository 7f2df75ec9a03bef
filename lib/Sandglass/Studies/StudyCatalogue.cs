using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>The studies that this workbench knows by name, the ranked first.</summary>
public static class StudyCatalogue
{
    private static readonly IReadOnlyList<(string Name, Func<Study> Create)> Studies =
    [
        ("blocks-standard", () => BlockComparison.OnSmallImages(Preset.Standard)),
        ("learning-rate", LearningRateSweep.Study),
        ("blocks", BlockComparison.AtSharedLearningRate),
        ("blocks-tuned", () => BlockComparison.AtTunedLearningRates(RecordedStudy.BestLearningRates())),
        ("variants", BlockAblations.Variants),
        ("blocks-parameters", BlockComparison.AtEqualParameters),
        ("extra-depthwise", BlockAblations.ExtraDepthwise),
        ("identity-multiplier", BlockAblations.IdentityMultiplier),
        ("activations", BlockAblations.Activations),
        ("reduction-ratio", BlockAblations.ReductionRatio),
        ("released-transitions", BlockAblations.ReleasedTransitions),
    ];

    /// <summary>Their names, in order of rank.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Studies.Select(study => study.Name)];

    /// <summary>The study of a name.</summary>
    /// <exception cref="WorkbenchException">There is none of that name, or it rests on a study that was not recorded.</exception>
    public static Study Named(string name) =>
        Studies.FirstOrDefault(study => study.Name == name).Create?.Invoke()
        ?? throw new WorkbenchException($"there is no study '{name}'; use {string.Join(", ", Names)}");
}

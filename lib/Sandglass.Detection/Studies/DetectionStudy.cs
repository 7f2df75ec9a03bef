using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Training;
using Sandglass.Networks;
using Sandglass.Training;

namespace Sandglass.Detection.Studies;

/// <summary>
/// The comparison of two backbones in the small detector on generated pictures, written down before its runs: equal
/// multiply-adds, taps like for like, the same priors, recipe and pictures; mAP of VOC 2010 (area), paired by seed, decides.
/// </summary>
public sealed record DetectionStudy
{
    /// <summary>Its name, and that of the recorded study's folder.</summary>
    public const string Name = "detection";

    /// <summary>What it asks.</summary>
    public string Question { get; init; } = "Does the small detector find more with sandglass blocks than with inverted residuals?";

    /// <summary>The pictures.</summary>
    public required DetectionPreset Preset { get; init; }

    /// <summary>Seeds of either arm.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>How each is trained.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The largest difference in mAP, as a fraction, that does not matter: the paper reports 0.9 points.</summary>
    public double Margin { get; init; } = 0.01;

    /// <summary>The families of the backbones, the first minus the second.</summary>
    public static IReadOnlyList<BlockFamily> Families { get; } = [BlockFamily.Sandglass, BlockFamily.InvertedResidual];

    /// <summary>The study with a preset's pictures, recipe and seeds.</summary>
    /// <param name="preset">The preset.</param>
    public static DetectionStudy Of(DetectionPreset preset) => new() { Preset = preset, Seeds = preset.Seeds, Recipe = preset.Recipe };

    /// <summary>All runs, seed by seed, so that whatever is cut short leaves whole seeds.</summary>
    /// <param name="data">The pictures.</param>
    /// <param name="plan">The detector of a family; null takes the small detector.</param>
    public IReadOnlyList<DetectionStudyRun> Runs(DataIdentity data, Func<BlockFamily, DetectorPlan>? plan = null) =>
    [
        .. from seed in Seeds
           from family in Families
           select new DetectionStudyRun(family, new RunSpec(Preset.Task((plan ?? Matched)(family)), Recipe, data, seed)),
    ];

    /// <summary>Multiply-adds of either arm: where the steps of both families' widths come closest to each other.</summary>
    public const long MultiplyAdds = 27_000_000;

    /// <summary>The small detector of a family at the budget, by the backbone's width.</summary>
    /// <param name="family">Sandglass or inverted residual.</param>
    public static DetectorPlan Matched(BlockFamily family) => Widths
        .Select(width => SmallDetector.Plan(family, width: width))
        .MinBy(plan => Math.Abs(DetectorCounter.Count(plan).MultiplyAdds - MultiplyAdds))!;

    private static IEnumerable<double> Widths => Enumerable.Range(20, 61).Select(hundredth => hundredth / 100.0);
}

/// <summary>One run of the study.</summary>
/// <param name="Family">The blocks of its backbone.</param>
/// <param name="Spec">What is run.</param>
public sealed record DetectionStudyRun(BlockFamily Family, RunSpec Spec)
{
    /// <summary>Name of its arm, such as <c>sandglass</c>.</summary>
    public string Arm => FamilyBlocks.Name(Family);
}

using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;
using Sandglass.Detection.Data.Generated;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Training;
using Sandglass.Networks;
using Sandglass.Training;

namespace Sandglass.Detection.Tests.Training;

/// <summary>Detectors that train in a fraction of a second.</summary>
internal static class TinyDetectors
{
    private const int Side = 32;

    private static readonly MacroPlan Macro = new("tiny", 4, [new StageRow(2, 8, 1, 2), new StageRow(2, 16, 1, 2)]);

    public static Recipe Recipe { get; } = DetectionPreset.Standard.Recipe with
    {
        Epochs = 3,
        BatchSize = 4,
        LearningRate = 0.02,
        Warmup = DetectionPreset.Warmed(5),
    };

    public static DetectorPlan Plan { get; } = new()
    {
        Name = "tiny",
        Backbone = Macro.Fill(BlockFamily.Sandglass, resolution: Side),
        FeaturePlaces = ["stage2.block1.expand.out", "head.out"],
        Extras = [],
        Priors = new PriorPlan([new(4, 8, 14, [2]), new(8, 14, 22, [2])]),
        Classes = 10,
    };

    public static DetectionSplits Data() =>
        DetectionSplits.Of(GeneratedSplits.Load(training: 18, validation: 4, test: 6, rule: new SceneRule(Side: Side, MostObjects: 3)));

    public static DetectionTask Task { get; } = new(Plan) { Augmentation = DetectionAugmentation.Ssd };

    public static RunSpec Spec(DetectionSplits data, int seed = 1) => new(Task, Recipe, data.Identity, seed);
}

using System.Diagnostics;
using Sandglass.Blocks;
using Sandglass.Detection.Data;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Training;
using Workbench.Tests;

namespace Sandglass.Detection.Tests.Training;

public class OverfittingTests
{
    private const int Pictures = 16;

    [DeepFact]
    public void Sixteen_pictures_are_learnt_by_heart_with_sandglass_blocks() => LearnByHeart(BlockFamily.Sandglass);

    [DeepFact]
    public void Sixteen_pictures_are_learnt_by_heart_with_inverted_residuals() => LearnByHeart(BlockFamily.InvertedResidual);

    private static void LearnByHeart(BlockFamily family)
    {
        var pictures = GeneratedSplits.Load(training: Pictures).Training;
        var data = new DetectionSplits(pictures, null, pictures);
        var recipe = DetectionRecipe.Small with { Epochs = 150, BatchSize = Pictures, WarmupSteps = 20, Augmentation = DetectionAugmentation.None };
        var spec = new DetectionRunSpec(SmallDetector.Plan(family), recipe, DetectionIdentity.Of(data), Seed: 1);
        using var trainer = new DetectionTrainer(spec, data);
        var start = Stopwatch.GetTimestamp();
        var last = 0.0;
        for (var epoch = 1; epoch <= recipe.Epochs; epoch++)
        {
            last = trainer.TrainEpoch(epoch, cancellation: TestContext.Current.CancellationToken).Metrics.ClassificationLoss;
        }

        var precision = trainer.Evaluate(pictures, TestContext.Current.CancellationToken).Precision.MeanArea;
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(
            $"{spec.Plan.Name}: mAP {precision:0.000}, loss {last:0.000}, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
        Assert.InRange(precision, 0.9, 1);
    }
}

using System.Diagnostics;
using Sandglass.Detection.Data;
using Sandglass.Detection.Data.Generated;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Training;
using Sandglass.Training;
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
        var recipe = DetectionPreset.Standard.Recipe with { Epochs = 150, BatchSize = Pictures, Warmup = DetectionPreset.Warmed(20) };
        var task = new DetectionTask(SmallDetector.Plan(family)) { Augmentation = DetectionAugmentation.None };
        using var trainer = new Trainer(new RunSpec(task, recipe, data.Identity, Seed: 1), data);
        var start = Stopwatch.GetTimestamp();
        var last = 0.0;
        while (!trainer.IsDone)
        {
            last = ((DetectionMetrics)trainer.TrainEpoch(cancellation: TestContext.Current.CancellationToken).Epoch).ClassificationLoss;
        }

        var precision = ((DetectorTraining)trainer.Training).Evaluate(pictures, TestContext.Current.CancellationToken).Precision.MeanArea;
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(
            $"{task.Name}: mAP {precision:0.000}, loss {last:0.000}, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
        Assert.InRange(precision, 0.9, 1);
    }
}

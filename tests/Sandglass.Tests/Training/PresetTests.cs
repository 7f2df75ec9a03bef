using Sandglass.Networks;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

public class PresetTests
{
    // Half as large as the smallest network of `reproduce`. With BatchNorm's statistics of 15 steps it guesses: 10 %.
    [Fact]
    public void A_smoke_run_tells_learning_from_a_guess()
    {
        using var data = Preset.Smoke.LoadData();
        var spec = new RunSpec(new Classification(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.35)), Preset.Smoke.Recipe, data.Identity, 1);
        using var trainer = TinyRuns.Trainer(spec, data, out var classifier);
        var epoch = (EpochMetrics)trainer.TrainEpoch(cancellation: TestContext.Current.CancellationToken).Epoch;

        Assert.True(trainer.IsDone);
        Assert.InRange(epoch.ValidationAccuracy, 0.3, 1);
        Assert.InRange(classifier.Evaluate(data.Test, TestContext.Current.CancellationToken).Accuracy, 0.3, 1);
    }
}

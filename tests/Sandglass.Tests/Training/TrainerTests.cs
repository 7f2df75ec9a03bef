using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Tests.Training;

public class TrainerTests
{
    private static readonly Recipe Memorise = new()
    {
        Epochs = 20,
        BatchSize = 16,
        LearningRate = 0.1,
        Warmup = new(Epochs: 1),
        LabelSmoothing = 0,
        Augmentation = Augmentation.None,
    };

    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(BlockFamily.Bottleneck)]
    [InlineData(BlockFamily.InvertedResidual)]
    [InlineData(BlockFamily.Sandglass)]
    public void Every_family_learns_64_real_images_by_heart(BlockFamily family)
    {
        using var all = FashionMnist.Load();
        using var images = all.Training.Select("64 images", [.. Enumerable.Range(0, 64)]);
        var data = new DatasetSplits(images, images, images);
        var spec = new RunSpec(new Classification(MacroPlan.SmallImage.Fill(family, 0.25)), Memorise, DataIdentity.Of(data), 1);
        using var trainer = TinyRuns.Trainer(spec, data, out var classifier);
        var losses = Enumerable.Range(1, Memorise.Epochs)
            .Select(_ => ((EpochMetrics)trainer.TrainEpoch(cancellation: _stop).Epoch).TrainingLoss).ToArray();

        Assert.InRange(losses[0], 1.5, 3);
        Assert.True(losses[^1] < 0.25 * losses[0], $"the loss went from {losses[0]} to {losses[^1]}");
        Assert.InRange(classifier.Evaluate(images, _stop).Accuracy, 0.95, 1);
    }

    [Fact]
    public void An_epoch_is_measured()
    {
        using var data = TinyRuns.Data();
        using var trainer = TinyRuns.Trainer(TinyRuns.Spec(data), data, out var classifier);
        var steps = new Reported<TrainingProgress>();
        var (row, timing) = trainer.TrainEpoch(steps, _stop);
        var metrics = (EpochMetrics)row;

        Assert.Equal(8, trainer.Steps);
        Assert.Equal([1, 2, 3, 4], steps.Select(s => s.Step));
        Assert.Equal(steps.Average(s => s.Loss), metrics.TrainingLoss, 1e-9);
        Assert.Equal(steps.Sum(s => s.Sums![1]) / 64.0, metrics.TrainingAccuracy);
        Assert.Equal(TinyRuns.Recipe.LearningRateAt(3, 4), metrics.LearningRate);
        Assert.Equal(classifier.Evaluate(data.Validation, _stop).Accuracy, metrics.ValidationAccuracy);
        Assert.Equal((1, 64), (timing.Epoch, timing.Images));
        Assert.All([timing.DataSeconds, timing.ForwardSeconds, timing.BackwardSeconds, timing.OptimizerSeconds, timing.EvaluationSeconds], s => Assert.InRange(s, 1e-9, 10));
        Assert.Equal(64 / timing.TrainingSeconds, timing.ImagesPerSecond);
    }

    [Theory]
    [InlineData("classifier.weight", "classifier (its weight)")]
    [InlineData("stage2.block1.reduce.conv.weight", "stage2.block1.reduce.conv (its weight)")]
    [InlineData("stem.norm.bias", "stem.norm (its bias)")]
    public void A_loss_that_is_no_number_ends_the_run_with_step_batch_rate_and_layer(string poisoned, string named)
    {
        using var data = TinyRuns.Data();
        using var trainer = TinyRuns.Trainer(TinyRuns.Spec(data), data, out var classifier);
        var poison = new Reported<TrainingProgress>(step =>
        {
            if (step.Step == 2)
            {
                using var still = no_grad();
                classifier.Network.state_dict()[poisoned].fill_(float.NaN);
            }
        });
        var error = Assert.Throws<TrainingException>(() => trainer.TrainEpoch(poison, _stop));

        Assert.Equal(2, poison.Count);
        Assert.Equal(
            "tiny-sandglass-1.0: the loss is NaN at step 3 of 8 (epoch 1, batch 3, learning rate 0.05); " +
            $"the first layer that is not finite is {named}; use a lower learning rate",
            error.Message);
    }

    [Fact]
    public void A_loss_that_the_last_step_spoilt_is_met_in_validation()
    {
        using var data = TinyRuns.Data();
        using var trainer = TinyRuns.Trainer(TinyRuns.Spec(data), data, out var classifier);
        var poison = new Reported<TrainingProgress>(step =>
        {
            if (step.Step == 4)
            {
                using var still = no_grad();
                classifier.Network.state_dict()["head.conv.weight"].fill_(float.PositiveInfinity);
            }
        });
        var error = Assert.Throws<TrainingException>(() => trainer.TrainEpoch(poison, _stop));

        Assert.Contains("the validation loss is NaN after epoch 1; the first layer that is not finite is head.conv (its weight)", error.Message);
    }

    [Fact]
    public void Statistics_move_in_training_and_stay_in_evaluation()
    {
        using var data = TinyRuns.Data();
        using var trainer = TinyRuns.Trainer(TinyRuns.Spec(data), data, out var classifier);
        var before = Statistics(classifier.Network);
        classifier.Evaluate(data.Test, _stop);
        var evaluated = Statistics(classifier.Network);
        trainer.TrainEpoch(cancellation: _stop);
        var trained = Statistics(classifier.Network);

        Assert.NotEmpty(before);
        Assert.Equal(before, evaluated);
        Assert.All(before.Zip(trained), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void Fewer_images_than_a_batch_are_refused()
    {
        using var data = TinyRuns.Data();
        var spec = TinyRuns.Spec(data, TinyRuns.Recipe with { BatchSize = 65 });
        Assert.Contains("use a smaller batch", Assert.Throws<WorkbenchException>(() => new Trainer(spec, data)).Message);
    }

    private static float[][] Statistics(BottleneckNetwork network) =>
    [
        .. network.named_buffers()
            .Where(b => b.name.EndsWith("running_mean", StringComparison.Ordinal) || b.name.EndsWith("running_var", StringComparison.Ordinal))
            .Select(b => b.buffer.data<float>().ToArray()),
    ];
}

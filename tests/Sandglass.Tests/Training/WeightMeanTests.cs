using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Data;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Tests.Training;

/// <summary>The running mean of weights beside one that is kept by hand.</summary>
public sealed class WeightMeanTests : IDisposable
{
    private const double Decay = 0.7;

    private readonly DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();

    private RunSpec Spec => TinyRuns.Spec(_data, TinyRuns.Recipe with { WeightEma = Decay });

    [Fact]
    public void What_is_evaluated_and_kept_is_the_running_mean_and_training_goes_on_from_the_weights()
    {
        using var trainer = TinyRuns.Trainer(Spec, _data, out var classifier);
        var mean = Numbers(classifier.Network);
        Dictionary<string, double[]> last = [];
        var steps = new Reported<TrainingProgress>(_ =>
        {
            last = Numbers(classifier.Network);
            mean = mean.ToDictionary(named => named.Key, named => named.Value.Zip(last[named.Key], (m, w) => (Decay * m) + ((1 - Decay) * w)).ToArray());
        });
        while (!trainer.IsDone)
        {
            var (row, _) = trainer.TrainEpoch(steps, TestContext.Current.CancellationToken);
            var epoch = Assert.IsType<EpochMetrics>(row);
            using var averaged = Loaded(mean);
            var evaluation = Evaluation.Of(averaged, _data.Validation, classifier.Normalization, cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(evaluation.Loss, epoch.ValidationLoss, 1e-5);
            Assert.Equal(evaluation.Accuracy, epoch.ValidationAccuracy);
            AssertNear(last, Numbers(classifier.Network), 0); // put back after the look
        }

        var run = new RunStore(_folder["runs"]).FindOrTrain(Spec, _data, cancellation: TestContext.Current.CancellationToken);
        using var kept = Assert.IsType<BottleneckNetwork>(run.LoadNetwork());
        AssertNear(mean, Numbers(kept), 1e-5);
        Assert.Equal(
            run.Epochs<EpochMetrics>()[^1].ValidationLoss,
            Evaluation.Of(kept, _data.Validation, classifier.Normalization, cancellation: TestContext.Current.CancellationToken).Loss);
        Assert.Equal(
            run.Result<ClassificationResult>().TestLoss,
            Evaluation.Of(kept, _data.Test, classifier.Normalization, cancellation: TestContext.Current.CancellationToken).Loss);
    }

    [Fact]
    public void The_steps_are_those_of_a_run_without_a_mean()
    {
        var (with, without) = (Losses(Spec), Losses(TinyRuns.Spec(_data)));
        Assert.Equal(without.Steps, with.Steps);
        Assert.NotEqual(without.Epochs.Select(epoch => epoch.ValidationLoss), with.Epochs.Select(epoch => epoch.ValidationLoss));
        Assert.Equal(without.Epochs.Select(epoch => epoch.TrainingLoss), with.Epochs.Select(epoch => epoch.TrainingLoss));
    }

    [Fact]
    public void A_decay_of_zero_keeps_the_weights_themselves()
    {
        var store = new RunStore(_folder["runs"]);
        Run Trained(double? decay) => store.FindOrTrain(TinyRuns.Spec(_data, TinyRuns.Recipe with { WeightEma = decay }), _data, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Trained(null).Epochs<EpochMetrics>(), Trained(0).Epochs<EpochMetrics>());
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private (IReadOnlyList<double> Steps, IReadOnlyList<EpochMetrics> Epochs) Losses(RunSpec spec)
    {
        using var trainer = new Trainer(spec, _data);
        var steps = new Reported<TrainingProgress>();
        while (!trainer.IsDone)
        {
            trainer.TrainEpoch(steps, TestContext.Current.CancellationToken);
        }

        return ([.. steps.Select(step => step.Loss)], [.. trainer.Epochs.Cast<EpochMetrics>()]);
    }

    // Weights and BatchNorm's statistics; its counters are no numbers to average.
    private static Dictionary<string, double[]> Numbers(BottleneckNetwork network)
    {
        using var scope = NewDisposeScope();
        return network.state_dict().Where(named => named.Value.is_floating_point())
            .ToDictionary(named => named.Key, named => named.Value.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray());
    }

    private static BottleneckNetwork Loaded(Dictionary<string, double[]> values)
    {
        var network = new BottleneckNetwork(TinyRuns.Plan(), new RandomStreams(0));
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, live) in network.state_dict().Where(named => named.Value.is_floating_point()))
        {
            live.copy_(tensor(values[name], live.shape));
        }

        return network;
    }

    private static void AssertNear(Dictionary<string, double[]> expected, Dictionary<string, double[]> actual, double within) =>
        Assert.All(expected, named => Assert.All(named.Value.Zip(actual[named.Key]), pair => Assert.InRange(pair.Second, pair.First - within, pair.First + within)));
}

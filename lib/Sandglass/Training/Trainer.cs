using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Training;

/// <summary>Trains one network by one recipe, an epoch at a time.</summary>
public sealed class Trainer : IDisposable
{
    private readonly RunSpec _spec;
    private readonly DatasetSplits _data;
    private readonly RandomStreams _streams;
    private readonly Device _device;
    private readonly DataLoader _loader;
    private readonly NesterovSgd _optimizer;

    /// <summary>Builds the network, on the spec's device and thread count.</summary>
    /// <param name="spec">What to train.</param>
    /// <param name="data">The splits that the spec names; not owned.</param>
    /// <exception cref="WorkbenchException">Plan, recipe, device or data cannot be used.</exception>
    public Trainer(RunSpec spec, DatasetSplits data)
    {
        TorchRuntime.Start(spec.Threads);
        (_spec, _data, _streams) = (spec, data, new RandomStreams(spec.Seed));
        _device = TorchDevice.Choose(spec.Device);
        var recipe = spec.Recipe.Validated();
        RequireFit(spec.Plan, data.Training);
        Normalization = Normalization.Of(data.Training);
        _loader = new DataLoader(data.Training, recipe.BatchSize, Normalization, recipe.Augmentation, _streams);
        Network = new BottleneckNetwork(spec.Plan, _streams, recipe.Initialization);
        Network.to(_device);
        _optimizer = new NesterovSgd(Network.parameters(), recipe.Momentum, recipe.WeightDecay);
    }

    /// <summary>The network that is trained.</summary>
    public BottleneckNetwork Network { get; }

    /// <summary>The normalisation of the images, from the training split.</summary>
    public Normalization Normalization { get; }

    /// <summary>Steps of the whole run.</summary>
    public int Steps => _loader.BatchesPerEpoch * _spec.Recipe.Epochs;

    /// <summary>Trains one epoch and evaluates on the validation split.</summary>
    /// <param name="epoch">Epoch, from 1; epochs are trained in order.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="TrainingException">The loss is no longer a number.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public (EpochMetrics Metrics, EpochTiming Timing) TrainEpoch(
        int epoch, IProgress<StepResult>? progress = null, CancellationToken cancellation = default)
    {
        Network.train();
        Network.SeedDropout(_streams, epoch);
        var clock = new PhaseClock();
        var (step, loss, correct, rate) = ((epoch - 1) * _loader.BatchesPerEpoch, 0.0, 0L, 0.0);
        foreach (var batch in _loader.Epoch(epoch))
        {
            using var scope = NewDisposeScope();
            using (batch)
            {
                cancellation.ThrowIfCancellationRequested();
                rate = _spec.Recipe.LearningRateAt(step, _loader.BatchesPerEpoch);
                var result = Step(batch, ++step, rate, clock);
                loss += result.Loss * batch.Count;
                correct += result.Correct;
                progress?.Report(result);
            }
        }

        var images = _loader.BatchesPerEpoch * _loader.BatchSize;
        var evaluation = Evaluate(_data.Validation, cancellation);
        clock.Lap(ref clock.Evaluation);
        var metrics = new EpochMetrics(
            epoch, rate, loss / images, (double)correct / images, evaluation.Loss, evaluation.Accuracy);
        return (metrics, clock.Timing(epoch, images));
    }

    /// <summary>The network's answers on a split.</summary>
    /// <param name="dataset">The split.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Evaluation Evaluate(ImageDataset dataset, CancellationToken cancellation = default) =>
        Evaluation.Of(Network, dataset, Normalization, cancellation);

    /// <summary>Frees network and optimiser.</summary>
    public void Dispose()
    {
        _optimizer.Dispose();
        Network.Dispose();
    }

    private StepResult Step(Batch batch, int step, double rate, PhaseClock clock)
    {
        var (images, labels) = (batch.Images.to(_device), batch.Labels.to(_device));
        clock.Lap(ref clock.Data);
        _optimizer.ZeroGradients();
        var scores = Network.call(images);
        var loss = F.cross_entropy(scores, labels, label_smoothing: _spec.Recipe.LabelSmoothing);
        var value = loss.ReadSingle();
        if (!double.IsFinite(value))
        {
            throw new TrainingException(FormattableString.Invariant(
                $"{_spec.Plan.Name}: the loss is {value} at step {step} of {Steps} (learning rate {rate:g3}); use a lower learning rate"));
        }

        var correct = scores.argmax(1).eq(labels).sum().ReadInt64();
        clock.Lap(ref clock.Forward);
        loss.backward();
        clock.Lap(ref clock.Backward);
        _optimizer.Step(rate);
        clock.Lap(ref clock.Optimizer);
        return new StepResult(step, value, correct);
    }

    private static void RequireFit(NetworkPlan plan, ImageDataset images)
    {
        var (takes, given) = ((plan.InputChannels, plan.Resolution, plan.Resolution, plan.Classes),
            (images.Channels, images.Height, images.Width, images.Classes));
        if (takes != given)
        {
            throw new WorkbenchException(
                $"{plan.Name} takes images (channels, height, width, classes) of {takes}, {images.Name} has {given}; make the plan for these images");
        }
    }
}

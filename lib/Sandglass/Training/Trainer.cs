using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Weights;
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
    private readonly TrainerTensors _tensors;
    private EpochProgress? _inEpoch;

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
        _tensors = new TrainerTensors(Network, _optimizer, new TrainerTensor("dropout", Network.Dropout.State, Network.Dropout.Restore));
    }

    /// <summary>The network that is trained.</summary>
    public BottleneckNetwork Network { get; }

    /// <summary>The normalisation of the images, from the training split.</summary>
    public Normalization Normalization { get; }

    /// <summary>Steps of the whole run.</summary>
    public int Steps => _loader.BatchesPerEpoch * _spec.Recipe.Epochs;

    /// <summary>Steps an epoch.</summary>
    internal int StepsPerEpoch => _loader.BatchesPerEpoch;

    /// <summary>The epoch that was begun and not ended; null between epochs.</summary>
    internal EpochProgress? InEpoch => _inEpoch;

    /// <summary>
    /// Trains one epoch and evaluates on the validation split. An epoch that was stopped goes on where it stood.
    /// </summary>
    /// <param name="epoch">Epoch, from 1; epochs are trained in order.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="TrainingException">The loss is no longer a number.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public (EpochMetrics Metrics, EpochTiming Timing) TrainEpoch(
        int epoch, IProgress<StepResult>? progress = null, CancellationToken cancellation = default)
    {
        Network.train();
        if (_inEpoch?.Epoch != epoch)
        {
            Network.SeedDropout(_streams, epoch);
            _inEpoch = EpochProgress.Start(epoch);
        }

        var clock = new PhaseClock(_inEpoch.Timing);
        foreach (var batch in _loader.Epoch(epoch, _inEpoch.Batches))
        {
            using var scope = NewDisposeScope();
            using (batch)
            {
                cancellation.ThrowIfCancellationRequested();
                var result = Step(batch, clock);
                _inEpoch = _inEpoch.After(result, batch.Count, clock.Timing(epoch, 0));
                progress?.Report(result);
            }
        }

        var evaluation = Evaluate(_data.Validation, cancellation);
        if (!double.IsFinite(evaluation.Loss))
        {
            throw NonFinite.AfterEpoch(Network, epoch, evaluation.Loss);
        }

        clock.Lap(ref clock.Evaluation);
        var ended = _inEpoch;
        _inEpoch = null;
        var images = StepsPerEpoch * _loader.BatchSize;
        var rate = _spec.Recipe.LearningRateAt((epoch * StepsPerEpoch) - 1, StepsPerEpoch);
        var metrics = new EpochMetrics(
            epoch, rate, ended.Loss / images, (double)ended.Correct / images, evaluation.Loss, evaluation.Accuracy);
        return (metrics, clock.Timing(epoch, images));
    }

    /// <summary>A copy of every tensor that decides how training goes on.</summary>
    internal IReadOnlyList<SafetensorsTensor> Capture() => _tensors.Capture();

    /// <summary>Goes on where another trainer of the same spec stood.</summary>
    /// <param name="tensors">What it captured.</param>
    /// <param name="epochs">Epochs that it had ended.</param>
    /// <param name="inEpoch">The epoch that it had begun.</param>
    /// <exception cref="FormatException">A tensor is missing or of another type or shape; nothing is changed.</exception>
    internal void Restore(IReadOnlyDictionary<string, SafetensorsTensor> tensors, int epochs, EpochProgress? inEpoch)
    {
        _tensors.Restore(tensors, HasStepped(epochs, inEpoch));
        _inEpoch = inEpoch;
    }

    /// <summary>Checks what <see cref="Restore"/> would refuse.</summary>
    /// <inheritdoc cref="Restore"/>
    internal void RequireFit(IReadOnlyDictionary<string, SafetensorsTensor> tensors, int epochs, EpochProgress? inEpoch) =>
        _tensors.RequireFit(tensors, HasStepped(epochs, inEpoch));

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

    private StepResult Step(Batch batch, PhaseClock clock)
    {
        var done = ((_inEpoch!.Epoch - 1) * StepsPerEpoch) + _inEpoch.Batches;
        var rate = _spec.Recipe.LearningRateAt(done, StepsPerEpoch);
        var (images, labels) = (batch.Images.to(_device), batch.Labels.to(_device));
        clock.Lap(ref clock.Data);
        _optimizer.ZeroGradients();
        var scores = Network.call(images);
        var loss = F.cross_entropy(scores, labels, label_smoothing: _spec.Recipe.LabelSmoothing);
        var value = loss.ReadSingle();
        if (!double.IsFinite(value))
        {
            throw NonFinite.AtStep(Network, images, _inEpoch, (done + 1, Steps), rate, value);
        }

        var correct = scores.argmax(1).eq(labels).sum().ReadInt64();
        clock.Lap(ref clock.Forward);
        loss.backward();
        clock.Lap(ref clock.Backward);
        _optimizer.Step(rate);
        clock.Lap(ref clock.Optimizer);
        return new StepResult(done + 1, value, correct);
    }

    private static bool HasStepped(int epochs, EpochProgress? inEpoch) => epochs > 0 || inEpoch is { Batches: > 0 };

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

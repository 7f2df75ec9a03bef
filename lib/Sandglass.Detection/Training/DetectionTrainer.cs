using System.Diagnostics;
using Sandglass.Data;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;
using Sandglass.Detection.Networks;
using Sandglass.Runtime;
using Sandglass.Training;
using Sandglass.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Detection.Training;

/// <summary>Trains one detector by one recipe, an epoch at a time.</summary>
public sealed class DetectionTrainer : IDisposable
{
    private readonly DetectionRunSpec _spec;
    private readonly DetectionSplits _data;
    private readonly Device _device;
    private readonly DetectionLoader _loader;
    private readonly NesterovSgd _optimizer;
    private readonly TrainerTensors _tensors;
    private readonly Box[] _priors;
    private readonly BoxCoding _coding;

    /// <summary>Builds the detector, on the spec's device and thread count.</summary>
    /// <param name="spec">What to train.</param>
    /// <param name="data">The pictures that the spec names; not owned.</param>
    /// <param name="backboneWeights">Weights of the backbone's classifier, where the spec names some.</param>
    /// <exception cref="WorkbenchException">Plan, recipe, device, data or weights cannot be used.</exception>
    public DetectionTrainer(DetectionRunSpec spec, DetectionSplits data, SafetensorsFile? backboneWeights = null)
    {
        TorchRuntime.Start(spec.Threads);
        var (recipe, streams) = (spec.Recipe.Validated(), new RandomStreams(spec.Seed));
        (_spec, _data, _device) = (spec, data, TorchDevice.Choose(spec.Device));
        foreach (var set in ((IDetectionSet?[])[data.Training, data.Validation, data.Test]).OfType<IDetectionSet>())
        {
            DetectionEvaluation.RequireFit(spec.Plan, set);
        }

        Normalization = recipe.Normalization ?? DetectionNormalization.Of(data.Training);
        _loader = new DetectionLoader(data.Training, recipe.BatchSize, spec.Plan.Resolution, Normalization, recipe.Augmentation, streams);
        (_priors, _coding) = (spec.Plan.PriorBoxes(), BoxCoding.Of(spec.Plan.Priors));
        Detector = new Detector(spec.Plan, streams, recipe.Initialization);
        if (backboneWeights is not null)
        {
            Detector.Backbone.Load(backboneWeights);
        }

        Detector.to(_device);
        _optimizer = new NesterovSgd(Detector.parameters(), recipe.Momentum, recipe.WeightDecay);
        _tensors = new TrainerTensors(Detector, _optimizer);
    }

    /// <summary>The detector that is trained.</summary>
    public Detector Detector { get; }

    /// <summary>How its pictures are normalised.</summary>
    public Normalization Normalization { get; }

    /// <summary>Steps of the whole run.</summary>
    public int Steps => StepsPerEpoch * _spec.Recipe.Epochs;

    internal int StepsPerEpoch => _loader.BatchesPerEpoch;

    /// <summary>The epoch that was begun and not ended; null between epochs.</summary>
    internal DetectionProgress? InEpoch { get; private set; }

    /// <summary>Trains one epoch and looks at the validation pictures. An epoch that was stopped goes on where it stood.</summary>
    /// <param name="epoch">Epoch, from 1; epochs are trained in order.</param>
    /// <param name="stepped">Told of every step's number, from 1, and loss.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="TrainingException">The loss is no longer a number.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public (DetectionMetrics Metrics, DetectionTiming Timing) TrainEpoch(
        int epoch, Action<int, double>? stepped = null, CancellationToken cancellation = default)
    {
        Detector.train();
        InEpoch = InEpoch?.Epoch == epoch ? InEpoch : DetectionProgress.Start(epoch);
        var (before, start) = (InEpoch.Seconds, Stopwatch.GetTimestamp());
        foreach (var batch in _loader.Epoch(epoch, InEpoch.Batches))
        {
            using var scope = NewDisposeScope();
            using (batch)
            {
                cancellation.ThrowIfCancellationRequested();
                var last = InEpoch;
                InEpoch = Step(batch) with { Seconds = before + Stopwatch.GetElapsedTime(start).TotalSeconds };
                stepped?.Invoke(StepsDone, InEpoch.LastLoss(last));
            }
        }

        var evaluated = Stopwatch.GetTimestamp();
        var precision = Validate(epoch, cancellation);
        var ended = InEpoch;
        InEpoch = null;
        var rate = _spec.Recipe.LearningRateAt((epoch * StepsPerEpoch) - 1, Steps);
        return (
            new DetectionMetrics(epoch, rate, ended.Classification / StepsPerEpoch, ended.Localization / StepsPerEpoch, precision),
            new DetectionTiming(
                epoch, StepsPerEpoch * _loader.BatchSize, ended.Seconds, Stopwatch.GetElapsedTime(evaluated).TotalSeconds));
    }

    /// <summary>The detector's answers on a set.</summary>
    /// <param name="set">The pictures.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public DetectionEvaluation Evaluate(IDetectionSet set, CancellationToken cancellation = default) =>
        DetectionEvaluation.Of(Detector, set, Normalization, _spec.Suppression, cancellation);

    /// <summary>A copy of every tensor that decides how training goes on.</summary>
    internal IReadOnlyList<SafetensorsTensor> Capture() => _tensors.Capture();

    /// <summary>Goes on where another trainer of the same spec stood.</summary>
    /// <exception cref="FormatException">A tensor is missing or of another type or shape; nothing is changed.</exception>
    internal void Restore(IReadOnlyDictionary<string, SafetensorsTensor> tensors, int epochs, DetectionProgress? inEpoch)
    {
        _tensors.Restore(tensors, stepped: epochs > 0 || inEpoch is { Batches: > 0 });
        InEpoch = inEpoch;
    }

    /// <summary>Frees detector and optimiser.</summary>
    public void Dispose()
    {
        _optimizer.Dispose();
        Detector.Dispose();
    }

    private int StepsDone => ((InEpoch!.Epoch - 1) * StepsPerEpoch) + InEpoch.Batches;

    private DetectionProgress Step(DetectionBatch batch)
    {
        var (recipe, before) = (_spec.Recipe, InEpoch!);
        var rate = recipe.LearningRateAt(StepsDone, Steps);
        _optimizer.ZeroGradients();
        var output = Detector.call(batch.Images.to(_device));
        var loss = MultiBoxLoss.Of(
            output, MultiBoxTargets.Of(batch.Objects, _priors, _coding, recipe.MatchOverlap), recipe.NegativesPerPositive);
        var (classification, localization) = (loss.Classification.ReadSingle(), loss.Localization.ReadSingle());
        if (!float.IsFinite(classification + localization))
        {
            throw new TrainingException(FormattableString.Invariant(
                $"{_spec.Plan.Name}: the loss is {classification} of classes and {localization} of boxes at step {StepsDone + 1} of {Steps} (learning rate {rate:g3}); use a lower learning rate"));
        }

        loss.Total().backward();
        _optimizer.Step(rate);
        return before with
        {
            Batches = before.Batches + 1,
            Classification = before.Classification + classification,
            Localization = before.Localization + localization,
        };
    }

    private double? Validate(int epoch, CancellationToken cancellation) =>
        _data.Validation is { } set && _spec.Recipe.ValidateEvery > 0 && epoch % _spec.Recipe.ValidateEvery == 0
            ? Evaluate(set, cancellation).Precision.MeanArea
            : null;
}

using Sandglass.Data;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;
using Sandglass.Detection.Networks;
using Sandglass.Runtime;
using Sandglass.Training;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Detection.Training;

/// <summary>What was measured of one epoch of a detector; the same bytes for the same run spec.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="LearningRate">Learning rate of its last step.</param>
/// <param name="ClassificationLoss">Mean cross-entropy part of its batches' losses, while the weights changed.</param>
/// <param name="LocalizationLoss">Mean smooth L1 part.</param>
/// <param name="ValidationPrecision">mAP (area) on the validation pictures after the epoch, in [0, 1]; null where it did not look.</param>
internal sealed record DetectionMetrics(
    int Epoch, double LearningRate, double ClassificationLoss, double LocalizationLoss, double? ValidationPrecision);

/// <summary>The training of one detector.</summary>
internal sealed class DetectorTraining : TaskTraining<DetectionMetrics>
{
    private readonly DetectionTask _task;
    private readonly DetectionLoader _loader;
    private readonly Box[] _priors;
    private readonly BoxCoding _coding;

    internal DetectorTraining(RunSpec spec, DetectionTask task, DetectionSplits data)
        : base(spec, Untrained(spec, task, data))
    {
        (_task, Data) = (task, data);
        (_priors, _coding) = (task.Plan.PriorBoxes(), BoxCoding.Of(task.Plan.Priors));
        Normalization = spec.Recipe.Normalization ?? DetectionNormalization.Of(data.Training);
        _loader = new DetectionLoader(
            data.Training, spec.Recipe.BatchSize, task.Plan.Resolution, Normalization, task.Augmentation, new RandomStreams(spec.Seed));
    }

    /// <summary>The detector that is trained.</summary>
    public new Detector Network => (Detector)base.Network;

    /// <summary>The pictures; not owned.</summary>
    public DetectionSplits Data { get; }

    /// <summary>How their pixels become numbers.</summary>
    public Normalization Normalization { get; }

    /// <inheritdoc/>
    public override int StepsPerEpoch => _loader.BatchesPerEpoch;

    /// <inheritdoc/>
    public override IEnumerable<StepResult> Steps(int epoch, int first, PhaseClock clock) =>
        Ahead(_loader.Epoch(epoch, first)).Select((batch, i) => Step(batch, epoch, first + i, clock));

    /// <summary>The detector's answers on a set.</summary>
    /// <param name="set">The pictures.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public DetectionEvaluation Evaluate(IDetectionSet set, CancellationToken cancellation = default) =>
        DetectionEvaluation.Of(Network, set, Normalization, _task.Suppression, cancellation);

    /// <inheritdoc/>
    protected override DetectionMetrics Measure(EpochSums ended, CancellationToken cancellation) => new(
        ended.Epoch,
        RateAt(ended.Epoch, StepsPerEpoch - 1),
        ended.Sums[0] / ended.Steps,
        ended.Sums[1] / ended.Steps,
        Data.Validation is { } set && _task.ValidateEvery > 0 && ended.Epoch % _task.ValidateEvery == 0
            ? Evaluate(set, cancellation).Precision.MeanArea
            : null);

    /// <inheritdoc/>
    protected override double? ScoreOf(DetectionMetrics epoch) => epoch.ValidationPrecision;

    /// <inheritdoc/>
    protected override object Summarize(RunOutput output, IReadOnlyList<DetectionMetrics> epochs, CancellationToken cancellation)
    {
        var test = Evaluate(Data.Test, cancellation);
        DetectionTables.Write(output, test, Data.Test.Classes);
        return new DetectionResult(
            test.Precision.MeanElevenPoint,
            test.Precision.MeanArea,
            epochs.LastOrDefault(epoch => epoch.ValidationPrecision is not null)?.ValidationPrecision,
            Normalization);
    }

    private StepResult Step(DetectionBatch batch, int epoch, int at, PhaseClock clock)
    {
        using var scope = NewDisposeScope();
        using var owned = batch;
        var rate = RateAt(epoch, at);
        var images = batch.Images.to(Device);
        clock.Lap(Phase.Data);
        Optimizer.ZeroGradients();
        var targets = MultiBoxTargets.Of(batch.Objects, _priors, _coding, _task.MatchOverlap);
        var loss = MultiBoxLoss.Of(Forward(() => Network.call(images)), targets, _task.NegativesPerPositive);
        var (classification, localization) = (loss.Classification.ReadSingle(), loss.Localization.ReadSingle());
        if (!float.IsFinite(classification + localization))
        {
            throw new TrainingException(FormattableString.Invariant(
                $"{_task.Name}: the loss is {classification} of classes and {localization} of boxes at step {((epoch - 1) * StepsPerEpoch) + at + 1} of {Epochs * StepsPerEpoch} (learning rate {rate:g3}); use a lower learning rate"));
        }

        var total = loss.Total();
        clock.Lap(Phase.Forward);
        Learn(total, rate, clock);
        return new StepResult((double)classification + localization, classification, localization);
    }

    private static Detector Untrained(RunSpec spec, DetectionTask task, DetectionSplits data)
    {
        foreach (var set in ((IDetectionSet?[])[data.Training, data.Validation, data.Test]).OfType<IDetectionSet>())
        {
            DetectionEvaluation.RequireFit(task.Plan, set);
        }

        if (data.BackboneWeights?.Sha256 != task.BackboneWeights)
        {
            throw new WorkbenchException($"run {spec.Hash} starts from other backbone weights than the ones given; load those");
        }

        var detector = new Detector(task.Plan, new RandomStreams(spec.Seed), spec.Recipe.Initialization);
        if (data.BackboneWeights is { } weights)
        {
            detector.Backbone.Load(weights);
        }

        return detector;
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Weights;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Training;

/// <summary>The task of telling the class of an image, with the network of a plan.</summary>
/// <param name="Plan">The network.</param>
[RunTask("classification")]
internal sealed record Classification(NetworkPlan Plan) : RunTask
{
    /// <summary>For each test image, in the dataset's order, whether it was classified correctly: a file of the run.</summary>
    public const string TestCorrect = "test-correct.bits";

    private const string PlanKey = "sandglass.plan";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => Plan.Name;

    /// <inheritdoc/>
    [JsonIgnore]
    public override (long Parameters, long MultiplyAdds) Cost =>
        Counter.Count(Plan.Validated()) is var count ? (count.Parameters, count.MultiplyAdds) : default;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool TrainsInBfloat16 => true;

    /// <summary>The plan that a file of weights names in its metadata; null where it names none.</summary>
    /// <param name="file">The file, such as a run's checkpoint.</param>
    /// <exception cref="WeightFileException">It names a plan that cannot be read.</exception>
    public static NetworkPlan? PlanIn(WeightFile file)
    {
        try
        {
            return file.Metadata.TryGetValue(PlanKey, out var plan) ? RunJson.Parse<NetworkPlan>(plan).Validated() : null;
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException or Blocks.InvalidSpecException)
        {
            throw new WeightFileException($"{file.Name} names a network in its metadata that cannot be read ({wrong.Message}); fetch or train it again", wrong);
        }
    }

    /// <inheritdoc/>
    public override ITaskTraining Begin(RunSpec spec, IRunData data, IReadOnlyList<Run> needed) =>
        new ClassifierTraining(spec, Plan, Of<DatasetSplits>(data));

    /// <inheritdoc/>
    public override nn.Module LoadNetwork(Run run)
    {
        var network = new BottleneckNetwork(PlanOf(run.Spec.Recipe), new RandomStreams(run.Spec.Seed));
        SafetensorsFile.Read(run.Checkpoint).LoadInto(network);
        return network;
    }

    /// <summary>The plan with a recipe's dropout.</summary>
    internal NetworkPlan PlanOf(Recipe recipe) => recipe.Dropout is { } dropout ? Plan with { Dropout = dropout } : Plan;

    internal IReadOnlyDictionary<string, string> Metadata()
    {
        var metadata = new Dictionary<string, string> { [PlanKey] = JsonSerializer.Serialize(Plan, RunJson.Options) };
        if (Plan.Blocks.Select(block => block.Spec.IdentityMultiplier).Distinct().Count() == 1)
        {
            foreach (var (key, value) in WeightsLabel.Of(Plan, WeightNaming.Workbench).ToMetadata())
            {
                metadata[key] = value;
            }
        }

        return metadata;
    }
}

/// <summary>What was measured of one epoch of a classifier; the same bytes for the same run spec.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="LearningRate">Learning rate of its last step.</param>
/// <param name="TrainingLoss">Mean loss of its batches, label smoothing included, while the weights changed.</param>
/// <param name="TrainingAccuracy">Accuracy on the augmented training images, while the weights changed.</param>
/// <param name="ValidationLoss">Cross-entropy on the validation images after the epoch, without smoothing.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation images after the epoch.</param>
internal sealed record EpochMetrics(
    int Epoch,
    double LearningRate,
    double TrainingLoss,
    double TrainingAccuracy,
    double ValidationLoss,
    double ValidationAccuracy);

/// <summary>What a classifier came to.</summary>
/// <param name="ValidationAccuracy">Accuracy on the validation split after the last epoch (not the best one).</param>
/// <param name="TestAccuracy">Accuracy on the test split, read once, after the last epoch.</param>
/// <param name="TestLoss">Cross-entropy on the test split.</param>
internal sealed record ClassificationResult(double ValidationAccuracy, double TestAccuracy, double TestLoss);

/// <summary>The training of one classifier.</summary>
internal sealed class ClassifierTraining : TaskTraining<EpochMetrics>
{
    private readonly RandomStreams _streams;
    private readonly DataLoader _loader;
    private readonly Classification _task;

    internal ClassifierTraining(RunSpec spec, NetworkPlan plan, DatasetSplits data)
        : this(spec, new BottleneckNetwork(Fitting(((Classification)spec.Task).PlanOf(spec.Recipe), data.Training), new RandomStreams(spec.Seed), spec.Recipe.Initialization), data)
    {
    }

    private ClassifierTraining(RunSpec spec, BottleneckNetwork network, DatasetSplits data)
        : base(spec, network, Dropout(network))
    {
        (Network, Data, _streams, _task) = (network, data, new RandomStreams(spec.Seed), (Classification)spec.Task);
        Normalization = spec.Recipe.NormalizationOf(data.Training);
        _loader = new DataLoader(data.Training, spec.Recipe.BatchSize, Normalization, spec.Recipe.Augmentation, _streams);
    }

    /// <summary>The network that is trained.</summary>
    public new BottleneckNetwork Network { get; }

    /// <summary>The images; not owned.</summary>
    public DatasetSplits Data { get; }

    /// <summary>How pixels become numbers.</summary>
    public Normalization Normalization { get; }

    /// <inheritdoc/>
    public override int StepsPerEpoch => _loader.BatchesPerEpoch;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> WeightsMetadata => Data.IsOwn
        ? new ClassifierInput(Data.Training.ClassNames, Normalization, Data.Training.Height).AddedTo(_task.Metadata())
        : _task.Metadata();

    /// <summary>The classifier of a moment that an observer is shown.</summary>
    /// <exception cref="WorkbenchException">The run is of another task.</exception>
    public static ClassifierTraining In(EpochMoment moment) => moment.Training as ClassifierTraining
        ?? throw new WorkbenchException($"only classifiers can be observed like this, and run {moment.Spec.Hash} is of the task '{moment.Spec.Task.Kind}'");

    /// <inheritdoc/>
    public override void BeginEpoch(int epoch, bool isFresh)
    {
        base.BeginEpoch(epoch, isFresh);
        if (isFresh)
        {
            Network.SeedDropout(_streams, epoch);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<StepResult> Steps(int epoch, int first, PhaseClock clock) =>
        Ahead(_loader.Epoch(epoch, first)).Select((batch, i) => Step(batch, epoch, first + i, clock));

    /// <summary>The network's answers on a split.</summary>
    /// <param name="dataset">The split.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Evaluation Evaluate(ImageDataset dataset, CancellationToken cancellation = default) =>
        Evaluation.Of(Network, dataset, Normalization, cancellation: cancellation);

    /// <inheritdoc/>
    protected override EpochMetrics Measure(EpochSums ended, CancellationToken cancellation)
    {
        var evaluation = Evaluate(Data.Validation, cancellation);
        if (!double.IsFinite(evaluation.Loss))
        {
            throw NonFinite.AfterEpoch(Network, ended.Epoch, evaluation.Loss);
        }

        return new EpochMetrics(
            ended.Epoch,
            RateAt(ended.Epoch, StepsPerEpoch - 1),
            ended.Sums[0] / ImagesPerEpoch,
            ended.Sums[1] / ImagesPerEpoch,
            evaluation.Loss,
            evaluation.Accuracy);
    }

    /// <inheritdoc/>
    protected override double? ScoreOf(EpochMetrics epoch) => epoch.ValidationAccuracy;

    /// <inheritdoc/>
    protected override object Summarize(RunOutput output, IReadOnlyList<EpochMetrics> epochs, CancellationToken cancellation)
    {
        var test = Evaluate(Data.Test, cancellation);
        output.Bits(Classification.TestCorrect, test.Correct);
        return new ClassificationResult(epochs[^1].ValidationAccuracy, test.Accuracy, test.Loss);
    }

    private StepResult Step(Batch batch, int epoch, int at, PhaseClock clock)
    {
        using var scope = NewDisposeScope();
        using var owned = batch;
        var rate = RateAt(epoch, at);
        var (images, labels) = (batch.Images.to(Device), batch.Labels.to(Device));
        clock.Lap(Phase.Data);
        Optimizer.ZeroGradients();
        var scores = Forward(() => Network.call(images));
        var loss = F.cross_entropy(scores, labels, label_smoothing: Spec.Recipe.LabelSmoothing);
        var value = loss.ReadSingle();
        if (!double.IsFinite(value))
        {
            throw NonFinite.AtStep(Network, images, (epoch, at + 1), (((epoch - 1) * StepsPerEpoch) + at + 1, Epochs * StepsPerEpoch), rate, value);
        }

        var correct = scores.argmax(1).eq(labels).sum().ReadInt64();
        clock.Lap(Phase.Forward);
        Learn(loss, rate, clock);
        return new StepResult(value, (double)value * batch.Count, correct);
    }

    private static StateTensor Dropout(BottleneckNetwork network) => new(
        "dropout",
        () => SafetensorsTensor.Of("dropout", network.Dropout.State()),
        stored =>
        {
            using var state = stored.ToTensor();
            network.Dropout.Restore(state);
        });

    private static NetworkPlan Fitting(NetworkPlan plan, ImageDataset images)
    {
        var (takes, given) = ((plan.InputChannels, plan.Resolution, plan.Resolution, plan.Classes),
            (images.Channels, images.Height, images.Width, images.Classes));
        return takes == given
            ? plan
            : throw new WorkbenchException(
                $"{plan.Name} takes images (channels, height, width, classes) of {takes}, but {images.Name} has {given}; make the plan for these images");
    }
}

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

    /// <summary>The images that could not be decoded, where images are decoded each time: a table of the run.</summary>
    public const string Damaged = "damaged.csv";

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
        new ClassifierTraining(spec, Plan, Of<IClassifierData>(data));

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
internal sealed record ClassificationResult(double ValidationAccuracy, double TestAccuracy, double TestLoss)
{
    /// <summary>
    /// The highest accuracy on the test split after any epoch, where it is looked at after each, as the released log does: the
    /// epoch is chosen on the images that it is reported for, so the number is too high. Null where it is read once.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? BestTestAccuracy { get; init; }

    /// <summary>The epoch of <see cref="BestTestAccuracy"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? BestEpoch { get; init; }
}

/// <summary>A row of <see cref="Classification.Damaged"/>.</summary>
/// <param name="File">The file, from the folder of the data on.</param>
/// <param name="Reason">What was expected and what was found.</param>
internal sealed record DamagedRow(string File, string Reason);

/// <summary>The training of one classifier.</summary>
internal sealed class ClassifierTraining : TaskTraining<EpochMetrics>
{
    private readonly RandomStreams _streams;
    private readonly ITrainingBatches _loader;
    private readonly Classification _task;
    private readonly DamageLog? _damage;

    internal ClassifierTraining(RunSpec spec, NetworkPlan plan, IClassifierData data)
        : this(
            spec,
            new BottleneckNetwork(Fitting(((Classification)spec.Task).PlanOf(spec.Recipe), data), new RandomStreams(spec.Seed), spec.Recipe.Initialization),
            data,
            data.Undecoded > 0 ? new DamageLog(data.Undecoded) : null)
    {
    }

    private ClassifierTraining(RunSpec spec, BottleneckNetwork network, IClassifierData data, DamageLog? damage)
        : base(spec, network, damage is null ? [Dropout(network)] : [Dropout(network), damage.State])
    {
        (Network, Data, _streams, _task, _damage) = (network, data, new RandomStreams(spec.Seed), (Classification)spec.Task, damage);
        Normalization = spec.Recipe.Normalization ?? data.UsualNormalization;
        _loader = data.TrainingBatches(spec.Recipe.BatchSize, Normalization, spec.Recipe.Augmentation, _streams);
    }

    /// <summary>The network that is trained.</summary>
    public new BottleneckNetwork Network { get; }

    /// <summary>The images; not owned.</summary>
    public IClassifierData Data { get; }

    /// <summary>The images in memory, as observers look at them.</summary>
    /// <exception cref="WorkbenchException">They are decoded from files each time.</exception>
    public DatasetSplits Splits => Data as DatasetSplits
        ?? throw new WorkbenchException($"{Data.Name} is decoded from files each time, and this can be measured on images in memory only; train on a folder with --family");

    /// <summary>How pixels become numbers.</summary>
    public Normalization Normalization { get; }

    /// <inheritdoc/>
    public override int StepsPerEpoch => _loader.BatchesPerEpoch;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> WeightsMetadata => Data.IsOwn
        ? new ClassifierInput(Data.ClassNames, Normalization, Data.Shape.Height) { CropShare = Data.CropShare }.AddedTo(_task.Metadata())
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
        Noted(Ahead(_loader.Epoch(epoch, first))).Select((batch, i) => Step(batch, epoch, first + i, clock));

    /// <summary>The network's answers on images in memory.</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Evaluation Evaluate(ImageDataset dataset, CancellationToken cancellation = default) =>
        Evaluation.Of(Network, dataset, Normalization, cancellation: cancellation);

    /// <inheritdoc/>
    protected override EpochMetrics Measure(EpochSums ended, CancellationToken cancellation)
    {
        var evaluation = Evaluation.Of(Network, Noted(Data.ValidationBatches(Evaluation.UsualBatch, Normalization)), cancellation);
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
        var test = Evaluation.Of(Network, Noted(Data.TestBatches(Evaluation.UsualBatch, Normalization)), cancellation);
        output.Bits(Classification.TestCorrect, test.Correct);
        if (_damage is not null)
        {
            output.Table(Classification.Damaged, _damage.Places.Select(Data.DamageAt).OfType<DamagedImage>().Select(image => new DamagedRow(image.File, image.Reason)));
        }

        var best = Data.ValidatesOnTest ? epochs.MaxBy(epoch => epoch.ValidationAccuracy) : null;
        return new ClassificationResult(epochs[^1].ValidationAccuracy, test.Accuracy, test.Loss) { BestTestAccuracy = best?.ValidationAccuracy, BestEpoch = best?.Epoch };
    }

    // Damage is told when its batch is used, not when it is decoded ahead, so that a resumed run tells the same.
    private IEnumerable<Batch> Noted(IEnumerable<Batch> batches)
    {
        foreach (var batch in batches)
        {
            _damage?.Add(batch.Damaged, Note);
            if (batch.Count > 0)
            {
                yield return batch;
            }
            else
            {
                batch.Dispose();
            }
        }
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

    private static NetworkPlan Fitting(NetworkPlan plan, IClassifierData images)
    {
        var (takes, given) = ((plan.InputChannels, plan.Resolution, plan.Resolution, plan.Classes),
            (images.Shape.Channels, images.Shape.Height, images.Shape.Width, images.ClassNames.Count));
        return takes == given
            ? plan
            : throw new WorkbenchException(
                $"{plan.Name} takes images (channels, height, width, classes) of {takes}, but {images.Name} has {given}; make the plan for these images");
    }
}

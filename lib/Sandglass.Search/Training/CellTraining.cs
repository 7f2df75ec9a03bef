using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Search.Training;

/// <summary>Trains the network of a genotype from scratch.</summary>
internal sealed class CellTraining : TaskTraining<CellEpoch>
{
    private readonly CellTask _task;
    private readonly CellNetwork _network;
    private readonly CellNetworkPlan _plan;
    private readonly ImageDataset? _test;
    private readonly int? _alarmEpoch;
    private readonly RandomStreams _streams;
    private readonly DataLoader _loader;
    private readonly Scalar _auxiliary;

    /// <exception cref="WorkbenchException">Task, plan, recipe or images cannot be used.</exception>
    internal CellTraining(RunSpec spec, CellTask task, CellNetworkPlan plan, DatasetSplits data, int? alarmEpoch)
        : this(spec, task, plan, data.Training, new RandomStreams(spec.Seed)) => (_test, _alarmEpoch) = (data.Test, alarmEpoch);

    /// <summary>A training on some of the images, with streams of its own.</summary>
    internal CellTraining(RunSpec spec, CellTask task, CellNetworkPlan plan, ImageDataset training, RandomStreams streams)
        : this(spec, task, plan, training, streams, Built(spec, task, plan, training, streams))
    {
    }

    private CellTraining(RunSpec spec, CellTask task, CellNetworkPlan plan, ImageDataset training, RandomStreams streams, CellNetwork network)
        : base(spec, network)
    {
        (_task, _network, _plan, _streams) = (task, network, plan, streams);
        Normalization = spec.Recipe.NormalizationOf(training);
        _loader = new DataLoader(training, spec.Recipe.BatchSize, Normalization, spec.Recipe.Augmentation, streams);
        _auxiliary = task.Auxiliary.ToScalar();
    }

    public override int StepsPerEpoch => _loader.BatchesPerEpoch;

    public override (long Parameters, long MultiplyAdds) Cost => new CellClassification(_plan).Cost;

    internal Normalization Normalization { get; }

    public override void BeginEpoch(int epoch, bool isFresh)
    {
        base.BeginEpoch(epoch, isFresh);
        _network.DropPaths(_task.DropPath * (epoch - 1) / Epochs);
    }

    public override IEnumerable<StepResult> Steps(int epoch, int first, PhaseClock clock) =>
        Ahead(_loader.Epoch(epoch, first)).Select((batch, i) => Step(batch, epoch, first + i, clock));

    internal Evaluation Evaluate(ImageDataset images, CancellationToken cancellation) =>
        Evaluation.Of(_network, images, Normalization, Spec.Recipe.BatchSize, cancellation);

    protected override CellEpoch Measure(EpochSums ended, CancellationToken cancellation) =>
        new(ended.Epoch, RateAt(ended.Epoch, 0), ended.Sums[0] / StepsPerEpoch);

    protected override object Summarize(RunOutput output, IReadOnlyList<CellEpoch> epochs, CancellationToken cancellation)
    {
        var (test, found, cost) = (Evaluate(_test!, cancellation), SearchResult.Of(_plan.Genotype), Cost);
        output.Bits(Classification.TestCorrect, test.Correct);
        return new CellResult(test.Accuracy, cost.Parameters, cost.MultiplyAdds, found.Blocks, found.Skips, _alarmEpoch, found.Genotype);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _auxiliary.Dispose();
    }

    private StepResult Step(Batch batch, int epoch, int at, PhaseClock clock)
    {
        using var scope = NewDisposeScope();
        using var owned = batch;
        clock.Lap(Phase.Data);
        Optimizer.ZeroGradients();
        _network.SeedPaths(_streams, ((epoch - 1) * StepsPerEpoch) + at);
        var (scores, second) = _network.Scores(batch.Images.to(Device));
        var labels = batch.Labels.to(Device);
        var loss = Loss(scores, labels);
        var value = loss.ReadSingle();
        if (!double.IsFinite(value))
        {
            throw new TrainingException($"{_plan.Name}: the loss is no longer a number in epoch {epoch}; use a lower learning rate");
        }

        var total = second is null ? loss : loss.add(Loss(second, labels), _auxiliary);
        clock.Lap(Phase.Forward);
        Learn(total, RateAt(epoch, at), clock);
        return new StepResult(value, value);
    }

    private Tensor Loss(Tensor scores, Tensor labels) => F.cross_entropy(scores, labels, label_smoothing: Spec.Recipe.LabelSmoothing);

    private static CellNetwork Built(RunSpec spec, CellTask task, CellNetworkPlan plan, ImageDataset training, RandomStreams streams)
    {
        task.Check();
        SearchRequirements.Fit(plan, training);
        return new CellNetwork(task.Trained(plan), streams, spec.Recipe.Initialization);
    }
}

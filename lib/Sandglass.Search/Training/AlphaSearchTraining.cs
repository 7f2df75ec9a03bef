using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Bilevel;
using Sandglass.Search.Space;
using Sandglass.Search.Supernet;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Search.Training;

/// <summary>Searches one space by one recipe: a step of the alphas, then a step of the weights, batch after batch.</summary>
internal sealed class AlphaSearchTraining : TaskTraining<SearchEpoch>
{
    private readonly AlphaSearch _task;
    private readonly SearchNetwork _network;
    private readonly AlphaAdam[] _adam;
    private readonly SearchHalves _halves;
    private readonly DataLoader _training;
    private readonly DataLoader _validation;

    internal AlphaSearchTraining(RunSpec spec, AlphaSearch task, ImageDataset data)
        : this(spec, task, data, Built(spec, task))
    {
    }

    private AlphaSearchTraining(RunSpec spec, AlphaSearch task, ImageDataset data, SearchNetwork network)
        : this(spec, task, data, network, [.. network.Alphas.Both.Select(alphas => new AlphaAdam((int)alphas.numel(), task.AlphaRate, task.AlphaDecay))])
    {
    }

    private AlphaSearchTraining(RunSpec spec, AlphaSearch task, ImageDataset data, SearchNetwork network, AlphaAdam[] adam)
        : base(spec, network, [.. Others(network, adam)])
    {
        (_task, _network, _adam) = (task, network, adam);
        var (recipe, streams) = (spec.Recipe, new RandomStreams(spec.Seed));
        _halves = SearchHalves.Of(data, streams);
        var normalization = recipe.Normalization ?? Normalization.Of(_halves.Weights);
        _training = new DataLoader(_halves.Weights, recipe.BatchSize, normalization, recipe.Augmentation, streams);
        _validation = new DataLoader(
            _halves.Architecture, recipe.BatchSize, normalization, recipe.Augmentation, new RandomStreams((int)(streams.SeedFor("validation") >> 32)));
    }

    public override int StepsPerEpoch => _training.BatchesPerEpoch;

    public override IEnumerable<StepResult> Steps(int epoch, int first, PhaseClock clock) =>
        Ahead(_training.Epoch(epoch, first)).Zip(Ahead(_validation.Epoch(epoch, first))).Select((both, i) => Step(both.First, both.Second, (epoch, first + i), clock));

    protected override SearchEpoch Measure(EpochSums ended, CancellationToken cancellation)
    {
        var ((normal, reduction), images) = (_network.Alphas.Weights(), (double)StepsPerEpoch * Spec.Recipe.BatchSize);
        var genotype = GenotypeDerivation.Derive(_task.Space, normal, reduction);
        return new SearchEpoch(
            ended.Epoch,
            RateAt(ended.Epoch, 0),
            ended.Sums[0] / StepsPerEpoch,
            ended.Sums[1] / images,
            ended.Sums[2] / StepsPerEpoch,
            ended.Sums[3] / images,
            normal,
            reduction,
            genotype.ToString(),
            genotype.Normal.Count(CandidateOperation.Skip),
            SkipAlarm.Rings(genotype, _task.SkipLimit));
    }

    protected override bool EndsAfter(SearchEpoch epoch) => _task.StopAtAlarm && epoch.Alarm;

    protected override double? ScoreOf(SearchEpoch epoch) => epoch.ValidationAccuracy;

    protected override object Summarize(RunOutput output, IReadOnlyList<SearchEpoch> epochs, CancellationToken cancellation)
    {
        AlphaSearch.Keep(_network, output);
        var stopped = EndsAfter(epochs[^1]);
        var kept = stopped && epochs.Count > 1 ? epochs[^2] : epochs[^1];
        return SearchResult.Of(Genotype.Parse(kept.Genotype)) with { AlarmEpoch = epochs.FirstOrDefault(epoch => epoch.Alarm)?.Epoch, StoppedEarly = stopped };
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _halves.Dispose();
    }

    private StepResult Step(Batch training, Batch validation, (int Epoch, int Batch) at, PhaseClock clock)
    {
        using var scope = NewDisposeScope();
        using var owned = training;
        using var alsoOwned = validation;
        clock.Lap(Phase.Data);
        var (learned, judging) = (On(Device, training), On(Device, validation));
        var (rate, step) = (RateAt(at.Epoch, at.Batch), ((at.Epoch - 1) * StepsPerEpoch) + at.Batch + 1);
        var (alphaGradients, judged) = _task.SecondOrder
            ? ArchitectureGradient.SecondOrder(_network, learned, judging, rate, Optimizer.Direction)
            : ArchitectureGradient.FirstOrder(_network, judging);
        RequireFinite(judged, "alphas", step);
        clock.Lap(Phase.Backward);
        foreach (var (i, alphas) in _network.Alphas.Both.Index())
        {
            var values = Alphas.Values(alphas);
            _adam[i].Step(values, Alphas.Values(alphaGradients[i]), step);
            Alphas.Set(alphas, values);
        }

        clock.Lap(Phase.Optimizer);
        var (gradients, trained) = ArchitectureGradient.Gradients(_network, learned, [.. Optimizer.Weights]);
        RequireFinite(trained, "weights", step);
        clock.Lap(Phase.Backward);
        Optimizer.Step(gradients, rate);
        Learned();
        clock.Lap(Phase.Optimizer);
        return new StepResult(trained.Loss, trained.Loss, trained.Correct, judged.Loss, judged.Correct);
    }

    private void RequireFinite(BatchResult result, string what, int step)
    {
        if (!double.IsFinite(result.Loss))
        {
            throw new TrainingException(FormattableString.Invariant(
                $"search {Spec.Hash}: the loss of the {what}' batch is {result.Loss} at step {step}; use a lower learning rate"));
        }
    }

    private static Labelled On(Device device, Batch batch) => new(batch.Images.to(device), batch.Labels.to(device));

    // The alphas are not parameters of the module, so that it does not move them.
    private static SearchNetwork Built(RunSpec spec, AlphaSearch task)
    {
        var network = new SearchNetwork(task.Space, new RandomStreams(spec.Seed), spec.Recipe.Initialization);
        network.Alphas.To(TorchDevice.Choose(spec.Device));
        return network;
    }

    private static IEnumerable<StateTensor> Others(SearchNetwork network, AlphaAdam[] adam) => AlphaSearch.AlphasOf(network).Zip(adam).SelectMany(IEnumerable<StateTensor> (of) =>
    [
        StateTensor.Of(of.First.Name, of.First.Live),
        StateTensor.Of($"{of.First.Name}/mean", of.Second.Mean),
        StateTensor.Of($"{of.First.Name}/square", of.Second.Square),
    ]);
}

/// <summary>
/// Adam (Kingma and Ba 2015) with weight decay as part of the gradient, in double precision on plain numbers: there are
/// few alphas, and no scalar of TorchSharp's is needed.
/// </summary>
/// <param name="count">How many numbers.</param>
/// <param name="rate">Learning rate.</param>
/// <param name="decay">Weight decay.</param>
internal sealed class AlphaAdam(int count, double rate, double decay)
{
    private const double MeanDecay = 0.5; // of DARTS; Adam's own is 0.9
    private const double SquareDecay = 0.999;
    private const double Epsilon = 1e-8;

    /// <summary>Running mean of the gradients.</summary>
    internal double[] Mean { get; } = new double[count];

    /// <summary>Running mean of their squares.</summary>
    internal double[] Square { get; } = new double[count];

    /// <summary>Changes the values by one step.</summary>
    /// <param name="values">The values, changed in place.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="step">Number of the step, from 1.</param>
    internal void Step(Span<double> values, ReadOnlySpan<double> gradient, int step)
    {
        var (meanShare, squareShare) = (1 - Math.Pow(MeanDecay, step), 1 - Math.Pow(SquareDecay, step));
        for (var i = 0; i < values.Length; i++)
        {
            var g = gradient[i] + (decay * values[i]);
            Mean[i] = (MeanDecay * Mean[i]) + ((1 - MeanDecay) * g);
            Square[i] = (SquareDecay * Square[i]) + ((1 - SquareDecay) * g * g);
            values[i] -= rate * (Mean[i] / meanShare) / (Math.Sqrt(Square[i] / squareShare) + Epsilon);
        }
    }
}

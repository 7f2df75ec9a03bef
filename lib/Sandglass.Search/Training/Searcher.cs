using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Bilevel;
using Sandglass.Search.Runs;
using Sandglass.Search.Space;
using Sandglass.Search.Supernet;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Search.Training;

/// <summary>Searches one space by one recipe: a step of the alphas, then a step of the weights, batch after batch.</summary>
internal sealed class Searcher : IDisposable
{
    private readonly SearchRunSpec _spec;
    private readonly SearchHalves _halves;
    private readonly DataLoader _training;
    private readonly DataLoader _validation;
    private readonly MomentumSgd _sgd;
    private readonly AlphaAdam[] _adam;

    private static readonly string[] Cells = ["normal", "reduction"];

    internal Searcher(SearchRunSpec spec, ImageDataset data)
    {
        TorchRuntime.Start(spec.Threads);
        var (recipe, streams) = (spec.Recipe.Validated(), new RandomStreams(spec.Seed));
        RequireFit(spec, data);
        _spec = spec;
        _halves = SearchHalves.Of(data, streams);
        var normalization = Normalization.Of(_halves.Weights);
        _training = new DataLoader(_halves.Weights, recipe.BatchSize, normalization, recipe.Augmentation, streams);
        _validation = new DataLoader(
            _halves.Architecture, recipe.BatchSize, normalization, recipe.Augmentation, new RandomStreams((int)(streams.SeedFor("validation") >> 32)));
        Network = new SearchNetwork(spec.Space, streams, recipe.Initialization);
        _sgd = new MomentumSgd(Network.Weights, recipe.Momentum, recipe.WeightDecay, recipe.LongestGradient);
        _adam = [.. Network.Alphas.Both.Select(alphas => new AlphaAdam((int)alphas.numel(), recipe.AlphaRate, recipe.AlphaDecay))];
        Tensors = new ResumableTensors(
            Network,
            _sgd,
            [.. Cells.Zip(Network.Alphas.Both, (cell, alphas) => ($"alphas/{cell}", (Tensor)alphas))],
            [.. Cells.Zip(_adam).SelectMany(of => new[] { ($"adam/{of.First}/mean", of.Second.Mean), ($"adam/{of.First}/square", of.Second.Square) })]);
    }

    internal SearchNetwork Network { get; }

    /// <summary>What decides how it goes on.</summary>
    internal ResumableTensors Tensors { get; }

    internal int StepsPerEpoch => _training.BatchesPerEpoch;

    /// <summary>The epoch that was begun and not ended; null between epochs.</summary>
    internal SearchProgress? InEpoch { get; set; }

    private int StepsDone => ((InEpoch!.Epoch - 1) * StepsPerEpoch) + InEpoch.Batches;

    /// <summary>Searches for an epoch; one that was stopped goes on where it stood.</summary>
    /// <param name="epoch">Epoch, from 1; epochs come in order.</param>
    /// <param name="stepped">Told of every step's number, from 1, and the loss of the weights' batch.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="TrainingException">A loss is no longer a number.</exception>
    internal SearchEpoch Epoch(int epoch, Action<int, double> stepped, CancellationToken cancellation)
    {
        Network.train();
        InEpoch = InEpoch?.Epoch == epoch ? InEpoch : SearchProgress.Start(epoch);
        foreach (var (training, validation) in _training.Epoch(epoch, InEpoch.Batches).Zip(_validation.Epoch(epoch, InEpoch.Batches)))
        {
            using var scope = NewDisposeScope();
            using (training)
            using (validation)
            {
                cancellation.ThrowIfCancellationRequested();
                var before = InEpoch;
                InEpoch = Step(new Labelled(training.Images, training.Labels), new Labelled(validation.Images, validation.Labels));
                stepped(StepsDone, InEpoch.TrainingLoss - before.TrainingLoss);
            }
        }

        var ended = InEpoch;
        InEpoch = null;
        return Summary(ended);
    }

    public void Dispose()
    {
        _sgd.Dispose();
        Network.Dispose();
        _halves.Dispose();
    }

    private SearchProgress Step(Labelled training, Labelled validation)
    {
        var rate = _spec.Recipe.LearningRateIn(InEpoch!.Epoch);
        var (alphaGradients, judged) = _spec.Recipe.SecondOrder
            ? ArchitectureGradient.SecondOrder(Network, training, validation, rate, _sgd.Follow)
            : ArchitectureGradient.FirstOrder(Network, validation);
        RequireFinite(judged, "alphas");
        StepAlphas(alphaGradients);

        var (gradients, trained) = ArchitectureGradient.Gradients(Network, training, [.. Network.Weights]);
        RequireFinite(trained, "weights");
        _sgd.Step(gradients, rate);
        return InEpoch.After(trained, judged);
    }

    private void StepAlphas(Tensor[] gradients)
    {
        foreach (var (i, alphas) in Network.Alphas.Both.Index())
        {
            var values = Alphas.Values(alphas);
            _adam[i].Step(values, Alphas.Values(gradients[i]), StepsDone + 1);
            Alphas.Set(alphas, values);
        }
    }

    private SearchEpoch Summary(SearchProgress ended)
    {
        var ((normal, reduction), images) = (Network.Alphas.Weights(), (double)StepsPerEpoch * _spec.Recipe.BatchSize);
        var genotype = GenotypeDerivation.Derive(_spec.Space, normal, reduction);
        return new SearchEpoch(
            ended.Epoch,
            _spec.Recipe.LearningRateIn(ended.Epoch),
            ended.TrainingLoss / StepsPerEpoch,
            ended.TrainingCorrect / images,
            ended.ValidationLoss / StepsPerEpoch,
            ended.ValidationCorrect / images,
            normal,
            reduction,
            genotype.ToString(),
            genotype.Normal.Count(CandidateOperation.Skip),
            SkipAlarm.Rings(genotype, _spec.Recipe.SkipLimit));
    }

    private void RequireFinite(BatchResult result, string what)
    {
        if (!double.IsFinite(result.Loss))
        {
            throw new TrainingException(FormattableString.Invariant(
                $"search {_spec.Hash}: the loss of the {what}' batch is {result.Loss} at step {StepsDone + 1}; use a lower learning rate"));
        }
    }

    private static void RequireFit(SearchRunSpec spec, ImageDataset data)
    {
        var space = spec.Space.Validated();
        if ((space.InputChannels, space.Resolution, space.Resolution, space.Classes) != (data.Channels, data.Height, data.Width, data.Classes))
        {
            throw new WorkbenchException(
                $"space {space.Name} takes {space.Classes} classes of {space.InputChannels}x{space.Resolution}x{space.Resolution}, {data.Name} has {data.Classes} of {data.Channels}x{data.Height}x{data.Width}; make the space for these images");
        }

        if (spec.Data != data.Sha256)
        {
            throw new WorkbenchException($"search {spec.Hash} names other images than {data.Name}; load those that it names");
        }
    }
}

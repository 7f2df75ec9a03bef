using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Bilevel;
using Sandglass.Search.Networks;
using Sandglass.Search.Runs;
using Sandglass.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sandglass.Search.Retraining;

/// <summary>Trains a derived network from scratch, an epoch at a time, on the CPU.</summary>
public sealed class DerivedTrainer : IDisposable
{
    private readonly DerivedRecipe _recipe;
    private readonly RandomStreams _streams;
    private readonly DataLoader _loader;
    private readonly Normalization _normalization;
    private readonly MomentumSgd _sgd;
    private readonly Parameter[] _weights;
    private readonly Scalar _auxiliary;

    /// <summary>Builds the network.</summary>
    /// <param name="plan">The network; auxiliary classifier and drop-path are the recipe's, not the plan's.</param>
    /// <param name="recipe">How it is trained.</param>
    /// <param name="training">The images; not owned.</param>
    /// <param name="streams">The run's random streams.</param>
    /// <exception cref="WorkbenchException">Plan, recipe or images cannot be used.</exception>
    public DerivedTrainer(CellNetworkPlan plan, DerivedRecipe recipe, ImageDataset training, RandomStreams streams)
    {
        (_recipe, _streams) = (recipe.Validated(), streams);
        _normalization = Normalization.Of(training);
        _loader = new DataLoader(training, recipe.BatchSize, _normalization, recipe.Augmentation, streams);
        Network = new CellNetwork(plan with { Auxiliary = recipe.Auxiliary > 0, DropPath = 0 }, streams, recipe.Initialization);
        _weights = [.. Network.parameters()];
        _sgd = new MomentumSgd(_weights, recipe.Momentum, recipe.WeightDecay, recipe.LongestGradient);
        _auxiliary = recipe.Auxiliary.ToScalar();
        Tensors = new ResumableTensors(Network, _sgd, [], []);
    }

    /// <summary>The network.</summary>
    public CellNetwork Network { get; }

    /// <summary>What decides how it goes on.</summary>
    internal ResumableTensors Tensors { get; }

    internal int StepsPerEpoch => _loader.BatchesPerEpoch;

    /// <summary>The epoch that was begun and not ended; null between epochs.</summary>
    internal DerivedProgress? InEpoch { get; set; }

    /// <summary>Trains one epoch; one that was stopped goes on where it stood.</summary>
    /// <param name="epoch">Epoch, from 1; epochs come in order.</param>
    /// <param name="stepped">Told of every step's number, from 1, and its loss.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>Mean loss of the batches, while the weights changed.</returns>
    /// <exception cref="TrainingException">The loss is no longer a number.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public double TrainEpoch(int epoch, Action<int, double>? stepped = null, CancellationToken cancellation = default)
    {
        Network.train();
        Network.DropPaths(_recipe.DropPathIn(epoch));
        InEpoch = InEpoch?.Epoch == epoch ? InEpoch : new DerivedProgress(epoch, 0, 0);
        foreach (var batch in _loader.Epoch(epoch, InEpoch.Batches))
        {
            using var scope = NewDisposeScope();
            using (batch)
            {
                cancellation.ThrowIfCancellationRequested();
                var before = ((epoch - 1) * StepsPerEpoch) + InEpoch.Batches;
                Network.SeedPaths(_streams, before);
                var loss = Step(batch, epoch);
                InEpoch = new DerivedProgress(epoch, InEpoch.Batches + 1, InEpoch.Loss + loss);
                stepped?.Invoke(before + 1, loss);
            }
        }

        var mean = InEpoch.Loss / StepsPerEpoch;
        InEpoch = null;
        return mean;
    }

    /// <summary>Accuracy on images, in [0, 1]; normalised as the training images were.</summary>
    /// <param name="images">The images.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public double Accuracy(ImageDataset images, CancellationToken cancellation = default)
    {
        Network.eval();
        using var noGrad = no_grad();
        var correct = 0L;
        foreach (var batch in new EvaluationLoader(images, _recipe.BatchSize, _normalization).Batches())
        {
            using var scope = NewDisposeScope();
            using (batch)
            {
                cancellation.ThrowIfCancellationRequested();
                correct += Network.call(batch.Images).argmax(1).eq(batch.Labels).sum().data<long>()[0];
            }
        }

        return (double)correct / images.Count;
    }

    /// <summary>Frees network and optimiser.</summary>
    public void Dispose()
    {
        _sgd.Dispose();
        _auxiliary.Dispose();
        Network.Dispose();
    }

    private double Step(Batch batch, int epoch)
    {
        var (scores, second) = Network.Scores(batch.Images);
        var loss = F.cross_entropy(scores, batch.Labels);
        var result = BatchResult.Of(loss, scores, batch.Labels);
        if (!double.IsFinite(result.Loss))
        {
            throw new TrainingException($"{Network.Plan.Name}: the loss is no longer a number in epoch {epoch}; use a lower learning rate");
        }

        var total = second is null ? loss : loss.add(F.cross_entropy(second, batch.Labels), _auxiliary);
        _sgd.Step(WeightGradients.Of(total, _weights), _recipe.LearningRateIn(epoch));
        return result.Loss;
    }
}

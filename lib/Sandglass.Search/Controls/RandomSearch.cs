using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Search.Retraining;
using Sandglass.Search.Space;
using Sandglass.Search.Training;

namespace Sandglass.Search.Controls;

/// <summary>
/// The control of any search (Li and Talwalkar 2019): genotypes drawn at random, trained shortly on the half that trains
/// weights, and judged on the other. Each candidate has streams of its own, so that any one can be made without the others.
/// </summary>
/// <param name="space">The space; the candidates have its cells, channels and resolution.</param>
/// <param name="recipe">How a candidate is trained.</param>
/// <param name="seed">Seed of draws, split, weights and shuffles; the split is that of a search of the same seed.</param>
public sealed class RandomSearch(SearchSpace space, DerivedRecipe recipe, int seed)
{
    private readonly RandomStreams _streams = new(seed);

    /// <summary>The genotype of a number.</summary>
    /// <param name="number">From 1.</param>
    public Genotype Draw(int number) =>
        RandomGenotype.Sample(space, _streams.Open(FormattableString.Invariant($"random-search/{number}")));

    /// <summary>How many candidates a budget pays for, each whole; the first is always tried.</summary>
    /// <param name="multiplyAdds">The budget, such as <see cref="SearchCost.OfSearch"/> gives.</param>
    /// <param name="images">Training images, both halves together.</param>
    public int Affordable(double multiplyAdds, int images)
    {
        var (number, left) = (1, multiplyAdds - Cost(1, images));
        while (left >= Cost(number + 1, images))
        {
            number++;
            left -= Cost(number, images);
        }

        return number;
    }

    /// <summary>Trains and judges the candidate of a number.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="data">The training images, which are split in halves; not owned.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="WorkbenchException">Images or recipe cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public RandomCandidate Evaluate(int number, ImageDataset data, CancellationToken cancellation = default)
    {
        TorchRuntime.EnsureStarted();
        using var halves = SearchHalves.Of(data, _streams);
        var own = new RandomStreams((int)(_streams.SeedFor(FormattableString.Invariant($"candidate/{number}")) >> 32));
        var (plan, norm) = (PlanOf(number), GradientNorm(PlanOf(number), halves.Weights, own));
        using var trainer = new DerivedTrainer(plan, recipe, halves.Weights, own);
        var loss = 0.0;
        for (var epoch = 1; epoch <= recipe.Epochs; epoch++)
        {
            loss = trainer.TrainEpoch(epoch, null, cancellation);
        }

        var count = CellNetworkCounter.Count(plan);
        return new RandomCandidate(
            number,
            plan.Genotype,
            trainer.Accuracy(halves.Architecture, cancellation),
            loss,
            count.Parameters,
            count.MultiplyAdds,
            norm,
            ZeroCostScores.LogSynFlow(plan, own, recipe.Initialization),
            Cost(number, data.Count));
    }

    /// <summary>The best; of equals the first.</summary>
    public static RandomCandidate Best(IEnumerable<RandomCandidate> candidates) =>
        candidates.MaxBy(candidate => candidate.Accuracy) ?? throw new WorkbenchException("a random search needs a candidate at least; evaluate one");

    // Of the candidate's initial weights, on the first batch of its training, unchanged.
    private double GradientNorm(CellNetworkPlan plan, ImageDataset images, RandomStreams own)
    {
        using var batch = new DataLoader(images, recipe.BatchSize, Normalization.Of(images), Augmentation.None, own).Epoch(1).First();
        return ZeroCostScores.GradientNorm(plan, batch.Images, batch.Labels, own, recipe.Initialization);
    }

    private double Cost(int number, int images) => SearchCost.OfCandidate(PlanOf(number), recipe, images);

    private CellNetworkPlan PlanOf(int number) => CellNetworkPlan.Of(FormattableString.Invariant($"candidate{number}"), Draw(number), space);
}

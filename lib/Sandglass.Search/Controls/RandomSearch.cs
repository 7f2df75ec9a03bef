using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
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
        TorchRuntime.Start();
        using var halves = SearchHalves.Of(data, _streams);
        var own = new RandomStreams((int)(_streams.SeedFor(FormattableString.Invariant($"candidate/{number}")) >> 32));
        using var trainer = new DerivedTrainer(PlanOf(number), recipe, halves.Weights, own);
        for (var epoch = 1; epoch <= recipe.Epochs; epoch++)
        {
            trainer.TrainEpoch(epoch, cancellation);
        }

        return new RandomCandidate(number, Draw(number), trainer.Accuracy(halves.Architecture, cancellation), Cost(number, data.Count));
    }

    /// <summary>The best; of equals the first.</summary>
    public static RandomCandidate Best(IEnumerable<RandomCandidate> candidates) =>
        candidates.MaxBy(candidate => candidate.Accuracy) ?? throw new WorkbenchException("a random search needs a candidate at least; evaluate one");

    private double Cost(int number, int images) => SearchCost.OfCandidate(PlanOf(number), recipe, images);

    private CellNetworkPlan PlanOf(int number) => CellNetworkPlan.Of(FormattableString.Invariant($"candidate{number}"), Draw(number), space);
}

using Sandglass.Search.Networks;
using Sandglass.Search.Retraining;
using Sandglass.Search.Space;
using Sandglass.Search.Supernet;
using Sandglass.Search.Training;

namespace Sandglass.Search.Controls;

/// <summary>
/// What search and control cost, in multiply-adds, so that both get the same. A backward pass counts as two forward ones.
/// Optimisers, normalisation and the weighing of operations are left out.
/// </summary>
public static class SearchCost
{
    private const int ForwardAndBackward = 3;

    /// <summary>
    /// Multiply-adds of a search to its end. A step passes twice forward and backward, in second order five times: two of
    /// the difference, the unrolled step, its judgement, and the weights' own.
    /// </summary>
    /// <param name="space">The space.</param>
    /// <param name="recipe">The recipe; an early stop is not foreseen.</param>
    /// <param name="images">Training images, both halves together.</param>
    public static double OfSearch(SearchSpace space, SearchRecipe recipe, int images)
    {
        var steps = (long)recipe.Epochs * (images / 2 / recipe.BatchSize);
        var passes = recipe.SecondOrder ? 5 : 2;
        return (double)SearchNetworkCounter.Count(space).MultiplyAdds * ForwardAndBackward * passes * steps * recipe.BatchSize;
    }

    /// <summary>Multiply-adds of one candidate: its training on one half and one look at the other.</summary>
    /// <param name="plan">The candidate's network.</param>
    /// <param name="recipe">How it is trained.</param>
    /// <param name="images">Training images, both halves together.</param>
    public static double OfCandidate(CellNetworkPlan plan, DerivedRecipe recipe, int images)
    {
        var half = images / 2;
        var trained = (double)recipe.Epochs * (half / recipe.BatchSize) * recipe.BatchSize * ForwardAndBackward;
        return CellNetworkCounter.Count(plan with { Auxiliary = recipe.Auxiliary > 0 }).MultiplyAdds * (trained + images - half);
    }
}

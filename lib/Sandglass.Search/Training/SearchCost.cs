using Sandglass.Search.Networks;
using Sandglass.Search.Supernet;

namespace Sandglass.Search.Training;

/// <summary>
/// What search and baseline cost, in multiply-adds, so that both get the same. A backward pass counts as two forward ones.
/// Optimisers, normalisation and the weighing of operations are left out.
/// </summary>
internal static class SearchCost
{
    private const int ForwardAndBackward = 3;

    /// <summary>
    /// Multiply-adds of a search to its end. A step passes twice forward and backward, in second order five times: two of
    /// the difference, the unrolled step, its judgement, and the weights' own.
    /// </summary>
    /// <param name="search">The search; an early stop is not foreseen.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="images">Training images, both halves together.</param>
    public static double OfSearch(AlphaSearch search, Recipe recipe, int images)
    {
        var steps = (long)recipe.Epochs * (images / 2 / recipe.BatchSize);
        var passes = search.SecondOrder ? 5 : 2;
        return (double)SearchNetworkCounter.Count(search.Space).MultiplyAdds * ForwardAndBackward * passes * steps * recipe.BatchSize;
    }

    /// <summary>Multiply-adds of one candidate: its training on one half and one look at the other.</summary>
    /// <param name="plan">The candidate's network.</param>
    /// <param name="task">Whether it has an auxiliary classifier.</param>
    /// <param name="recipe">How it is trained.</param>
    /// <param name="images">Training images, both halves together.</param>
    public static double OfCandidate(CellNetworkPlan plan, CellTask task, Recipe recipe, int images)
    {
        var half = images / 2;
        var trained = (double)recipe.Epochs * (half / recipe.BatchSize) * recipe.BatchSize * ForwardAndBackward;
        return CellNetworkCounter.Count(task.Trained(plan)).MultiplyAdds * (trained + images - half);
    }
}

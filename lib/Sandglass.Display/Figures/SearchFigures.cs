using Sandglass.Search.Space;
using Sandglass.Search.Training;

namespace Sandglass.Display.Figures;

/// <summary>The figures of an architecture search.</summary>
public static class SearchFigures
{
    /// <summary>The weights of the operations on each edge of both cells: live with a slider over the epochs, still in the
    /// last; what the derivation keeps is marked.</summary>
    /// <param name="space">The space that was searched.</param>
    /// <param name="epochs">Its epochs.</param>
    /// <exception cref="ArgumentException">There is no epoch, or the weights are not of the space.</exception>
    public static Figure Weights(SearchSpace space, params IReadOnlyList<SearchEpoch> epochs) => WeightMap.Build(space, epochs);

    /// <summary>The weights of a finished search.</summary>
    /// <param name="run">The search.</param>
    public static Figure Weights(SearchRun run) => Weights(run.Spec.Space, run.Epochs);

    /// <summary>Accuracy, entropy of the weights, skip connections with the alarm, and how near each epoch's genotype is to
    /// the last, by epoch; a line a search.</summary>
    /// <param name="courses">The searches.</param>
    /// <exception cref="ArgumentException">There is no search, or one without epochs.</exception>
    public static Figure Trajectory(params IReadOnlyList<SearchCourse> courses) => SearchCurves.Build(courses);

    /// <summary>The trajectory of a finished search.</summary>
    /// <param name="run">The search.</param>
    public static Figure Trajectory(SearchRun run) => Trajectory(SearchCourse.Of(run));
}

using Sandglass.Search.Training;

namespace Sandglass.Display.Figures;

/// <summary>The course of a search, to be drawn beside others.</summary>
/// <param name="Name">What tells it apart, such as its space or seed.</param>
/// <param name="Epochs">Its epochs.</param>
/// <param name="SkipLimit">Skip connections at which its alarm rings.</param>
public sealed record SearchCourse(string Name, IReadOnlyList<SearchEpoch> Epochs, int SkipLimit)
{
    /// <summary>What it has in common with others, such as the arm of a study; those look alike. Null: nothing.</summary>
    public string? Arm { get; init; }

    internal string Look => Arm ?? Name;

    /// <summary>The course of a finished search, named by its space and seed.</summary>
    public static SearchCourse Of(SearchRun run) => new(
        FormattableString.Invariant($"{run.Spec.Space.Name}, seed {run.Spec.Seed}"), run.Epochs, run.Spec.Recipe.SkipLimit);
}

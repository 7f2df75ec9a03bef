using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>One thing that a study compares: a network met to a budget, and how it is trained.</summary>
/// <param name="Name">Name within its group, such as <c>sandglass</c>.</param>
/// <param name="Group">What it is compared within, such as the budget <c>0.4x</c>.</param>
/// <param name="Family">The family of its blocks; decides the colour.</param>
/// <param name="Match">The plan that meets the budget, with what matching left over.</param>
/// <param name="Recipe">How it is trained.</param>
public sealed record StudyArm(string Name, string Group, BlockFamily Family, BudgetMatch Match, Recipe Recipe)
{
    /// <summary>What the network costs.</summary>
    public NetworkCount Count { get; } = Counter.Count(Match.Plan);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} at {Group}";
}

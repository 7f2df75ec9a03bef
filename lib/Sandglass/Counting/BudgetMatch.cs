using Sandglass.Networks;

namespace Sandglass.Counting;

/// <summary>The plan of a family that comes closest to a budget.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Width">Its width multiplier.</param>
/// <param name="Target">The budget.</param>
/// <param name="Actual">What the plan costs.</param>
public sealed record BudgetMatch(NetworkPlan Plan, double Width, long Target, long Actual)
{
    /// <summary>What matching left over, relative to the budget: +0.01 is one percent too dear. Channel counts are whole
    /// numbers, so it is rarely zero.</summary>
    public double Residual => (double)(Actual - Target) / Target;
}

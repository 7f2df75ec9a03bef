using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>One run of a comparison: a place in the grid and what is trained there.</summary>
/// <param name="Family">The block.</param>
/// <param name="Budget">The budget.</param>
/// <param name="Match">The plan that meets the budget, with what matching left over.</param>
/// <param name="Spec">What is trained.</param>
public sealed record ComparisonRun(BlockFamily Family, ComparisonBudget Budget, BudgetMatch Match, RunSpec Spec);

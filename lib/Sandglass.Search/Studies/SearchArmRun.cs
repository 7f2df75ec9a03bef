using Sandglass.Search.Controls;
using Sandglass.Search.Retraining;
using Sandglass.Search.Space;
using Sandglass.Search.Training;

namespace Sandglass.Search.Studies;

/// <summary>A finished run of an arm: what it found, and how that does when trained from scratch.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Search">The search, if it was one.</param>
/// <param name="Random">The random search, if it was one.</param>
/// <param name="Derived">The network of the genotype.</param>
public sealed record SearchArmRun(SearchArm Arm, int Seed, SearchRun? Search, RandomSearchRun? Random, DerivedRun Derived)
{
    /// <summary>What was found.</summary>
    public Genotype Genotype => Derived.Spec.Plan.Genotype;

    /// <summary>Seconds of the search.</summary>
    public double SearchSeconds => Search?.Seconds ?? Random!.Seconds;
}

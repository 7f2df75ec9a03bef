using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>One epoch of one run of a study.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Group">Its group.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Metrics">What was measured.</param>
public sealed record StudyEpoch(string Arm, string Group, int Seed, EpochMetrics Metrics);

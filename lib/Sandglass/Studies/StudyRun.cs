using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>One run of a study: a place in its grid and what is trained there.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Spec">What is trained.</param>
public sealed record StudyRun(StudyArm Arm, RunSpec Spec);

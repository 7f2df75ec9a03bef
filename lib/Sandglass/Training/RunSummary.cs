using Sandglass.Runtime;

namespace Sandglass.Training;

/// <summary>The content of <c>run.json</c>: what was run, where, at what cost, with what result.</summary>
/// <param name="Hash">Name of the run's folder.</param>
/// <param name="Spec">What decided the result.</param>
/// <param name="Environment">Machine and versions; with the same spec and the same environment the bytes are the same.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation split after the last epoch (not the best one).</param>
/// <param name="TestAccuracy">Accuracy on the test split, read once, after the last epoch.</param>
/// <param name="TestLoss">Cross-entropy on the test split.</param>
public sealed record RunSummary(
    string Hash,
    RunSpec Spec,
    EnvironmentFingerprint Environment,
    long Parameters,
    long MultiplyAdds,
    double ValidationAccuracy,
    double TestAccuracy,
    double TestLoss);

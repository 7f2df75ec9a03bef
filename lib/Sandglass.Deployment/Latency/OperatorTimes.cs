namespace Sandglass.Deployment.Latency;

/// <summary>The times of a network's operators on a machine, beside what its roofline predicts.</summary>
/// <param name="Environment">The machine.</param>
/// <param name="Single">In single precision.</param>
/// <param name="Steps">In 8 bits; null where there is no such network.</param>
internal sealed record OperatorTimes(LatencyEnvironment Environment, IReadOnlyList<OperatorLatency> Single, IReadOnlyList<OperatorLatency>? Steps);

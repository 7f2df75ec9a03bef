namespace Sandglass.Training;

/// <summary>A run in a store, finished or not.</summary>
/// <param name="Hash">Its name.</param>
/// <param name="Spec">What is run; null where its files do not say.</param>
/// <param name="Finished">The run, once it is finished.</param>
/// <param name="Share">Share of its steps that a restart would not lose, in [0, 1].</param>
/// <param name="AtWork">Whether a process is training it now.</param>
/// <param name="Fault">What is wrong with its files; null where nothing is.</param>
public sealed record StoredRun(string Hash, RunSpec? Spec, Run? Finished, double Share, bool AtWork, string? Fault);

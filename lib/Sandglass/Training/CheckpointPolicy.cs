namespace Sandglass.Training;

/// <summary>When a run in progress is put to the disk, and who is told what comes of it.</summary>
/// <param name="Run">The run's hash.</param>
/// <param name="Interval">Least time between two checkpoints within an epoch; each epoch ends with one.</param>
/// <param name="Note">Told, in a line, that a run goes on and from where, or that a checkpoint could not be used.</param>
internal sealed record CheckpointPolicy(string Run, TimeSpan Interval, Action<string> Note);

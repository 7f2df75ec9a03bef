namespace Sandglass.Training;

/// <summary>How far a run is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="Epoch">The epoch at work, from 1.</param>
/// <param name="Loss">Loss of the last batch.</param>
/// <param name="ValidationAccuracy">Accuracy after the last complete epoch, if there is one.</param>
public sealed record TrainingProgress(int Step, int Steps, int Epoch, double Loss, double? ValidationAccuracy);

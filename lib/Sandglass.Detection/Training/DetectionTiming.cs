namespace Sandglass.Detection.Training;

/// <summary>Where the wall-clock time of one epoch went, in seconds.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="Images">Training pictures seen.</param>
/// <param name="Training">Training, waiting for pictures included.</param>
/// <param name="Evaluation">The look at the validation pictures.</param>
public sealed record DetectionTiming(int Epoch, int Images, double Training, double Evaluation);

namespace Sandglass.Training;

/// <summary>A run that cannot continue; the message names step, learning rate and remedy.</summary>
public sealed class TrainingException(string message) : WorkbenchException(message);

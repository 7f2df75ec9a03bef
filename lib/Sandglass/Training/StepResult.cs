namespace Sandglass.Training;

/// <summary>One training step.</summary>
/// <param name="Step">Step of the run, from 1.</param>
/// <param name="Loss">Loss of its batch, label smoothing included.</param>
/// <param name="Correct">Images of the batch whose highest score was the label's.</param>
public sealed record StepResult(int Step, double Loss, long Correct);

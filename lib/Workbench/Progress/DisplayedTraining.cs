using Sandglass.Training;

namespace Workbench.Progress;

/// <summary>The progress of a single training on the display.</summary>
/// <param name="display">The display.</param>
/// <param name="accuracy">What its accuracy is called.</param>
internal sealed class DisplayedTraining(ProgressDisplay display, string accuracy) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        var reached = value.Score is { } share ? FormattableString.Invariant($", {accuracy} {100 * share:0.0} %") : "";
        display.Report((double)value.Step / value.Steps, FormattableString.Invariant($"epoch {value.Epoch}, loss {value.Loss:0.00}{reached}"));
    }
}

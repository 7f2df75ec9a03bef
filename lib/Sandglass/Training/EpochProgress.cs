namespace Sandglass.Training;

/// <summary>How far an epoch is: what a run that was cut needs, beside the network, to go on in its middle.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Batches">Batches done.</param>
/// <param name="Loss">Sum of their losses, each times its images.</param>
/// <param name="Correct">Sum of their images whose highest score was the label's.</param>
/// <param name="Timing">Time spent so far.</param>
internal sealed record EpochProgress(int Epoch, int Batches, double Loss, long Correct, EpochTiming Timing)
{
    internal static EpochProgress Start(int epoch) => new(epoch, 0, 0, 0, new EpochTiming(epoch, 0, 0, 0, 0, 0, 0));

    internal EpochProgress After(StepResult step, int images, EpochTiming timing) =>
        new(Epoch, Batches + 1, Loss + (step.Loss * images), Correct + step.Correct, timing);
}

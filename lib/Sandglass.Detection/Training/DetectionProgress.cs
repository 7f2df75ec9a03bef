namespace Sandglass.Detection.Training;

/// <summary>How far an epoch is: what a run that was cut needs, beside the tensors, to go on in its middle.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Batches">Batches done.</param>
/// <param name="Classification">Sum of their classification losses.</param>
/// <param name="Localization">Sum of their localisation losses.</param>
/// <param name="Seconds">Seconds spent.</param>
internal sealed record DetectionProgress(int Epoch, int Batches, double Classification, double Localization, double Seconds)
{
    internal static DetectionProgress Start(int epoch) => new(epoch, 0, 0, 0, 0);

    internal double LastLoss(DetectionProgress before) =>
        Classification + Localization - before.Classification - before.Localization;
}

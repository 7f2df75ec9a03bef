namespace Sandglass.Detection.Training;

/// <summary>What was measured of one epoch; the same bytes for the same spec.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="LearningRate">Learning rate of its last step.</param>
/// <param name="ClassificationLoss">Mean cross-entropy part of its batches' losses, while the weights changed.</param>
/// <param name="LocalizationLoss">Mean smooth L1 part.</param>
/// <param name="ValidationPrecision">mAP (area) on the validation pictures after the epoch, in [0, 1]; null where it did not look.</param>
public sealed record DetectionMetrics(
    int Epoch, double LearningRate, double ClassificationLoss, double LocalizationLoss, double? ValidationPrecision);

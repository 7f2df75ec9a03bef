namespace Sandglass.Training;

/// <summary>What was measured of one epoch; the same bytes for the same run spec.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="LearningRate">Learning rate of its last step.</param>
/// <param name="TrainingLoss">Mean loss of its batches, label smoothing included, while the weights changed.</param>
/// <param name="TrainingAccuracy">Accuracy on the augmented training images, while the weights changed.</param>
/// <param name="ValidationLoss">Cross-entropy on the validation images after the epoch, without smoothing.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation images after the epoch.</param>
public sealed record EpochMetrics(
    int Epoch,
    double LearningRate,
    double TrainingLoss,
    double TrainingAccuracy,
    double ValidationLoss,
    double ValidationAccuracy);

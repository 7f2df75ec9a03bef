namespace Sandglass.Search.Training;

/// <summary>What an epoch of a search ended with; the same bytes for the same spec.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="LearningRate">Learning rate of the weights.</param>
/// <param name="TrainingLoss">Mean loss of the batches that trained the weights, while they changed.</param>
/// <param name="TrainingAccuracy">Their accuracy, in [0, 1].</param>
/// <param name="ValidationLoss">Mean loss of the batches that trained the alphas; of the unrolled weights in second order.</param>
/// <param name="ValidationAccuracy">Their accuracy, in [0, 1].</param>
/// <param name="Normal">Weights of the normal cells after the epoch, [edge][operation].</param>
/// <param name="Reduction">Weights of the reduction cells.</param>
/// <param name="Genotype">What would be derived, in the published form.</param>
/// <param name="Skips">Skip connections in its normal cell.</param>
/// <param name="Alarm">Whether they are too many.</param>
public sealed record SearchEpoch(
    int Epoch,
    double LearningRate,
    double TrainingLoss,
    double TrainingAccuracy,
    double ValidationLoss,
    double ValidationAccuracy,
    double[][] Normal,
    double[][] Reduction,
    string Genotype,
    int Skips,
    bool Alarm);

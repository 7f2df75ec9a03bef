using Sandglass.Runtime;
using Sandglass.Search.Runs;

namespace Sandglass.Search.Retraining;

/// <summary>A derived network that was trained from scratch.</summary>
/// <param name="Spec">What was trained.</param>
/// <param name="Parameters">Trainable parameters, without the auxiliary classifier.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image (convolutions and the classifier), without the auxiliary classifier.</param>
/// <param name="TestAccuracy">Accuracy on the test images after the last epoch, in [0, 1].</param>
/// <param name="Environment">Machine and versions.</param>
/// <param name="Epochs">How its loss went.</param>
public sealed record DerivedRun(
    DerivedRunSpec Spec,
    long Parameters,
    long MultiplyAdds,
    double TestAccuracy,
    EnvironmentFingerprint Environment,
    IReadOnlyList<DerivedEpoch> Epochs) : SearchResult;

/// <summary>An epoch of its training.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="LearningRate">Learning rate.</param>
/// <param name="TrainingLoss">Mean loss of the batches, while the weights changed.</param>
public sealed record DerivedEpoch(int Epoch, double LearningRate, double TrainingLoss);

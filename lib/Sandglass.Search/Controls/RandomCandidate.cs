using Sandglass.Search.Space;

namespace Sandglass.Search.Controls;

/// <summary>A genotype of a random search and how it did.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Genotype">Its cells.</param>
/// <param name="Accuracy">Accuracy on the half that judges architectures, in [0, 1].</param>
/// <param name="TrainingLoss">Mean loss of its last epoch.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of one image.</param>
/// <param name="GradientNorm">Its score by the gradient's length before training; see <see cref="ZeroCostScores"/>.</param>
/// <param name="LogSynFlow">Its score by SynFlow before training.</param>
/// <param name="Cost">Multiply-adds that its training and judging took; see <see cref="SearchCost"/>.</param>
public sealed record RandomCandidate(
    int Number,
    Genotype Genotype,
    double Accuracy,
    double TrainingLoss,
    long Parameters,
    long MultiplyAdds,
    double GradientNorm,
    double LogSynFlow,
    double Cost);

using Sandglass.Search.Bilevel;

namespace Sandglass.Search.Training;

/// <summary>How far an epoch of a search is: what one that was cut needs, beside the tensors, to go on in its middle.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Batches">Batches done, of either half.</param>
/// <param name="TrainingLoss">Sum of the losses of the weights' batches.</param>
/// <param name="TrainingCorrect">Their images whose class was named.</param>
/// <param name="ValidationLoss">Sum of the losses of the alphas' batches.</param>
/// <param name="ValidationCorrect">Their images whose class was named.</param>
internal sealed record SearchProgress(
    int Epoch, int Batches, double TrainingLoss, long TrainingCorrect, double ValidationLoss, long ValidationCorrect)
{
    internal static SearchProgress Start(int epoch) => new(epoch, 0, 0, 0, 0, 0);

    internal SearchProgress After(BatchResult training, BatchResult validation) => new(
        Epoch,
        Batches + 1,
        TrainingLoss + training.Loss,
        TrainingCorrect + training.Correct,
        ValidationLoss + validation.Loss,
        ValidationCorrect + validation.Correct);
}

using Sandglass.Data;
using Sandglass.Runtime;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Training;

/// <summary>A network's answers on a dataset, BatchNorm in evaluation mode.</summary>
/// <param name="Loss">Mean cross-entropy, without smoothing.</param>
/// <param name="Correct">For each image, in the dataset's order, whether the highest score was the label's.</param>
internal sealed record Evaluation(double Loss, IReadOnlyList<bool> Correct)
{
    internal const int UsualBatch = 250;

    /// <summary>Share of correct answers, in [0, 1].</summary>
    public double Accuracy => (double)Correct.Count(c => c) / Correct.Count;

    /// <summary>Runs the network over the dataset; its mode is put back afterwards.</summary>
    /// <param name="network">The network, on any device.</param>
    /// <param name="dataset">The images.</param>
    /// <param name="normalization">The normalisation that it was trained with.</param>
    /// <param name="batchSize">Images at once; sums end on other bits at other sizes.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static Evaluation Of(
        nn.Module<Tensor, Tensor> network,
        ImageDataset dataset,
        Normalization normalization,
        int batchSize = UsualBatch,
        CancellationToken cancellation = default) =>
        Of(network, new EvaluationLoader(dataset, batchSize, normalization).Batches(), cancellation);

    /// <summary>The same over batches, each of which is disposed.</summary>
    /// <inheritdoc cref="Of(nn.Module{Tensor, Tensor}, ImageDataset, Normalization, int, CancellationToken)"/>
    public static Evaluation Of(nn.Module<Tensor, Tensor> network, IEnumerable<Batch> batches, CancellationToken cancellation = default)
    {
        var wasTraining = network.training;
        network.eval();
        try
        {
            return Measured(network, batches, cancellation);
        }
        finally
        {
            network.train(wasTraining);
        }
    }

    private static Evaluation Measured(nn.Module<Tensor, Tensor> network, IEnumerable<Batch> batches, CancellationToken cancellation)
    {
        using var noGrad = no_grad();
        var device = network.parameters().First().device;
        var correct = new List<bool>();
        var loss = 0.0;
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            using (batch)
            {
                Interruption.Check(cancellation);
                var labels = batch.Labels.to(device);
                var scores = network.call(batch.Images.to(device));
                loss += F.cross_entropy(scores, labels, reduction: nn.Reduction.Sum).ReadSingle();
                correct.AddRange(scores.argmax(1).eq(labels).cpu().data<bool>().ToArray());
            }
        }

        return new Evaluation(loss / correct.Count, correct);
    }
}

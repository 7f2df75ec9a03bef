using Sandglass.Detection.Boxes;
using Sandglass.Detection.Networks;
using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Detection.Training;

/// <summary>The two parts of a detector's loss, each a single number in the graph, divided by the priors that stand for objects.</summary>
/// <param name="Classification">Cross-entropy.</param>
/// <param name="Localization">Smooth L1 of the offsets.</param>
internal sealed record DetectionLoss(Tensor Classification, Tensor Localization)
{
    /// <summary>Their sum, which training minimises.</summary>
    public Tensor Total() => Classification.Plus(Localization);
}

/// <summary>
/// The loss of SSD (Liu et al. 2016): cross-entropy over all priors that stand for objects and over the hardest on
/// background, smooth L1 over the offsets of those that stand for objects, both divided by the number of the latter in
/// the batch.
/// </summary>
internal static class MultiBoxLoss
{
    /// <summary>The loss of a batch. A batch without objects has loss 0.</summary>
    /// <param name="output">The detector's output.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="negativesPerPositive">Background priors that count, for each that stands for an object.</param>
    public static DetectionLoss Of(DetectorOutput output, MultiBoxTargets targets, int negativesPerPositive = 3)
    {
        var device = output.Scores.device;
        var logarithms = F.log_softmax(output.Scores, 2).reshape(targets.Labels.Length, -1);
        var positives = targets.Positives();
        var negatives = HardNegatives.Choose(targets, BackgroundLosses(logarithms), negativesPerPositive);
        long[] chosen = [.. positives, .. negatives];

        var labels = CopiedTensor.Of(Array.ConvertAll(chosen, place => targets.Labels[place]), chosen.Length).to(device);
        var classification = logarithms.index_select(0, CopiedTensor.Of(chosen, chosen.Length).to(device)).gather(1, labels.unsqueeze(1)).sum().neg();
        var offsets = output.Offsets.reshape(-1, 4).index_select(0, CopiedTensor.Of(positives, positives.Length).to(device));
        var localization = F.smooth_l1_loss(offsets, Wanted(targets, positives).to(device), nn.Reduction.Sum);

        using var share = (1.0 / Math.Max(1, positives.Length)).ToScalar();
        return new DetectionLoss(classification.mul(share), localization.mul(share));
    }

    private static float[] BackgroundLosses(Tensor logarithms)
    {
        using var scope = NewDisposeScope();
        return logarithms.detach().select(1, 0).neg().cpu().contiguous().data<float>().ToArray();
    }

    private static Tensor Wanted(MultiBoxTargets targets, long[] positives)
    {
        var wanted = new float[4 * positives.Length];
        for (var i = 0; i < positives.Length; i++)
        {
            targets.Offsets.AsSpan(4 * (int)positives[i], 4).CopyTo(wanted.AsSpan(4 * i));
        }

        return CopiedTensor.Of(wanted, positives.Length, 4);
    }
}

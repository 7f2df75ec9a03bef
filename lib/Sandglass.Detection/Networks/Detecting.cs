using Sandglass.Detection.Boxes;
using static TorchSharp.torch;

namespace Sandglass.Detection.Networks;

/// <summary>From a detector's numbers to boxes.</summary>
public static class Detecting
{
    /// <summary>The objects on images, best first; BatchNorm in evaluation mode, which is put back afterwards.</summary>
    /// <param name="detector">The detector, on any device.</param>
    /// <param name="images">[N, C, S, S], normalised as the detector was trained.</param>
    /// <param name="rule">What is kept.</param>
    public static IReadOnlyList<IReadOnlyList<ScoredBox>> Detect(this Detector detector, Tensor images, SuppressionRule rule)
    {
        var wasTraining = detector.training;
        detector.eval();
        try
        {
            using var noGrad = no_grad();
            using var scope = NewDisposeScope();
            var output = detector.call(images);
            var probabilities = output.Scores.softmax(2).cpu().contiguous().data<float>().ToArray();
            var offsets = output.Offsets.cpu().contiguous().data<float>().ToArray();
            return Boxes(detector.Plan, probabilities, offsets, rule);
        }
        finally
        {
            detector.train(wasTraining);
        }
    }

    private static IReadOnlyList<ScoredBox>[] Boxes(DetectorPlan plan, float[] probabilities, float[] offsets, SuppressionRule rule)
    {
        var (priors, coding) = (plan.PriorBoxes(), BoxCoding.Of(plan.Priors));
        var suppression = new NonMaximumSuppression(rule, plan.Classes);
        var (perImage, perBox) = (4 * priors.Length, plan.Classes + 1);
        return
        [
            .. Enumerable.Range(0, offsets.Length / perImage).Select(n => suppression.Run(
                probabilities.AsSpan(n * priors.Length * perBox, priors.Length * perBox),
                coding.Decode(offsets.AsSpan(n * perImage, perImage), priors))),
        ];
    }
}

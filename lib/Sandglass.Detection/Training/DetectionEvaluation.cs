using Sandglass.Data;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;
using Sandglass.Detection.Metric;
using Sandglass.Detection.Networks;
using Sandglass.Runtime;
using Sandglass.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Detection.Training;

/// <summary>A detector's output for one picture.</summary>
/// <param name="Id">Name of the picture.</param>
/// <param name="Boxes">Its objects, best first, as shares of the picture's sides; they may reach beyond it.</param>
internal sealed record ImageDetections(string Id, IReadOnlyList<ScoredBox> Boxes);

/// <summary>A detector's answers on a set, and how good they are.</summary>
/// <param name="Precision">Average precision by class, as VOC measures it.</param>
/// <param name="Images">The answers, in the set's order.</param>
internal sealed record DetectionEvaluation(VocPrecision Precision, IReadOnlyList<ImageDetections> Images)
{
    private const int BatchSize = 32;

    /// <summary>Runs a detector over a set; its mode is put back afterwards.</summary>
    /// <param name="detector">The detector, on any device.</param>
    /// <param name="set">The pictures.</param>
    /// <param name="normalization">The normalisation that it was trained with.</param>
    /// <param name="rule">What of its answers is kept.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="WorkbenchException">The set has other classes or channels than the detector.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static DetectionEvaluation Of(
        Detector detector, IDetectionSet set, Normalization normalization, SuppressionRule rule, CancellationToken cancellation = default)
    {
        RequireFit(detector.Plan, set);
        var loader = new DetectionLoader(
            set, BatchSize, detector.Plan.Resolution, normalization, DetectionAugmentation.None, new RandomStreams(0)); // nothing is drawn
        var device = detector.parameters().First().device;
        var metric = new VocMetric(detector.Plan.Classes);
        var answers = new List<ImageDetections>(set.Count);
        foreach (var batch in loader.Evaluation())
        {
            using var scope = NewDisposeScope();
            using (batch)
            {
                Interruption.Check(cancellation);
                foreach (var (i, boxes) in detector.Detect(batch.Images.to(device), rule).Index())
                {
                    metric.Add(batch.Objects[i], boxes);
                    answers.Add(new ImageDetections(batch.Ids[i], boxes));
                }
            }
        }

        return new DetectionEvaluation(metric.Result(), answers);
    }

    /// <summary>Runs the detector of a plan over a set with weights of the released code, which normalises as the published SSD does.</summary>
    /// <param name="plan">The detector.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="set">The pictures.</param>
    /// <param name="device">Where; see <see cref="TorchDevice"/>.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="WorkbenchException">The weights or the set do not fit the plan, or there is no such device.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static DetectionEvaluation OfWeights(
        DetectorPlan plan, WeightFile weights, IDetectionSet set, string device, CancellationToken cancellation = default)
    {
        TorchRuntime.Start();
        using var detector = new Detector(plan, new RandomStreams(0));
        weights.LoadInto(detector);
        detector.to(TorchDevice.Choose(device));
        return Of(detector, set, DetectionNormalization.Ssd, new SuppressionRule(), cancellation);
    }

    internal static void RequireFit(DetectorPlan plan, IDetectionSet set)
    {
        if ((plan.Classes, plan.InputChannels) != (set.Classes.Count, set.Channels))
        {
            throw new WorkbenchException(
                $"{plan.Name} takes pictures of {plan.InputChannels} channels and {plan.Classes} classes, but {set.Name} has {set.Channels} and {set.Classes.Count}; make the plan for these pictures");
        }
    }
}

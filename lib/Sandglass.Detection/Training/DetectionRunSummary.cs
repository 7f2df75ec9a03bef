using Sandglass.Data;
using Sandglass.Detection.Networks;
using Sandglass.Runtime;

namespace Sandglass.Detection.Training;

/// <summary>The content of <c>run.json</c>: what was run, where, at what cost, with what result.</summary>
/// <param name="Hash">Name of the run's folder.</param>
/// <param name="Spec">What decided the result.</param>
/// <param name="Environment">Machine and versions; with the same spec and the same environment the bytes are the same.</param>
/// <param name="Normalization">How pixels became numbers.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of one picture.</param>
/// <param name="ValidationPrecision">mAP (area) on the validation pictures when they were last looked at, in [0, 1].</param>
/// <param name="TestElevenPoint">mAP of VOC 2007 on the test pictures, read once, after the last epoch (not the best one).</param>
/// <param name="TestArea">mAP of VOC 2010 on the same.</param>
/// <param name="Classes">Both by class; null for a class without objects.</param>
public sealed record DetectionRunSummary(
    string Hash,
    DetectionRunSpec Spec,
    EnvironmentFingerprint Environment,
    Normalization Normalization,
    long Parameters,
    long MultiplyAdds,
    double? ValidationPrecision,
    double TestElevenPoint,
    double TestArea,
    IReadOnlyList<ClassResult> Classes)
{
    internal static DetectionRunSummary Of(
        DetectionRunSpec spec,
        DetectionSplits data,
        EnvironmentFingerprint environment,
        DetectionTrainer trainer,
        IEnumerable<DetectionMetrics> metrics,
        DetectionEvaluation test)
    {
        var count = DetectorCounter.Count(spec.Plan);
        return new DetectionRunSummary(
            spec.Hash,
            spec,
            environment,
            trainer.Normalization,
            count.Parameters,
            count.MultiplyAdds,
            metrics.LastOrDefault(epoch => epoch.ValidationPrecision is not null)?.ValidationPrecision,
            test.Precision.MeanElevenPoint,
            test.Precision.MeanArea,
            [.. data.Test.Classes.Zip(test.Precision.Classes, (name, of) => new ClassResult(name, Number(of.ElevenPoint), Number(of.Area)))]);
    }

    private static double? Number(double value) => double.IsNaN(value) ? null : value;
}

/// <summary>How well a class was detected.</summary>
/// <param name="Name">The class.</param>
/// <param name="ElevenPoint">Average precision by eleven points, in [0, 1].</param>
/// <param name="Area">Average precision by area, in [0, 1].</param>
public sealed record ClassResult(string Name, double? ElevenPoint, double? Area);

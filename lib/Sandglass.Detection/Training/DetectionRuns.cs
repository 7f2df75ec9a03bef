using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;
using Sandglass.Detection.Networks;
using Sandglass.Runtime;
using TorchSharp;

namespace Sandglass.Detection.Training;

/// <summary>What a finished run of a detector can be asked beside what every run can.</summary>
internal static class DetectionRuns
{
    /// <summary>The detector as it was after the last epoch, on the CPU. The caller disposes it.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="WorkbenchException">The run is of another task, or the file of weights is damaged.</exception>
    public static Detector LoadDetector(this Run run) => (Detector)TaskOf(run).LoadNetwork(run);

    /// <summary>The detector's answers on a set, which may be another than the run's.</summary>
    /// <param name="run">The run.</param>
    /// <param name="set">The pictures, of the run's classes and channels.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="WorkbenchException">The run is of another task, the set does not fit, or the file of weights is damaged.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static DetectionEvaluation Evaluate(this Run run, IDetectionSet set, CancellationToken cancellation = default) =>
        run.Evaluate(set, "cpu", cancellation);

    /// <inheritdoc cref="Evaluate(Run, IDetectionSet, CancellationToken)"/>
    /// <param name="run">The run.</param>
    /// <param name="set">The pictures, of the run's classes and channels.</param>
    /// <param name="device">Where; see <see cref="TorchDevice"/>.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static DetectionEvaluation Evaluate(this Run run, IDetectionSet set, string device, CancellationToken cancellation = default)
    {
        TorchRuntime.Start(run.Spec.Threads);
        using var detector = run.LoadDetector();
        detector.to(TorchDevice.Choose(device));
        return DetectionEvaluation.Of(detector, set, run.Result<DetectionResult>().Normalization, TaskOf(run).Suppression, cancellation);
    }

    /// <summary>What the detector said of the test pictures, in their order.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="WorkbenchException">The file is missing or damaged.</exception>
    public static IReadOnlyList<IReadOnlyList<ScoredBox>> TestDetections(this Run run) => DetectionFile.Read(run.Tensors(DetectionFile.Name));

    private static DetectionTask TaskOf(Run run) => run.Spec.Task as DetectionTask
        ?? throw new WorkbenchException($"run {run.Hash} is of the task '{run.Facts.About.Kind}' and has no detector; name a run of the task 'detection'");
}

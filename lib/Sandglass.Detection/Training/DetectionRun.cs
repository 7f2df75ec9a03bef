using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;
using Sandglass.Detection.Networks;
using Sandglass.Runtime;
using Sandglass.Weights;

namespace Sandglass.Detection.Training;

/// <summary>A finished run of a detector, read from its folder.</summary>
/// <param name="Directory">The folder; its name is the run's hash.</param>
/// <param name="Summary">Content of <c>run.json</c>.</param>
/// <param name="Metrics">Content of <c>metrics.csv</c>, by epoch.</param>
/// <param name="Timing">Content of <c>timing.csv</c>, by epoch.</param>
public sealed record DetectionRun(
    string Directory, DetectionRunSummary Summary, IReadOnlyList<DetectionMetrics> Metrics, IReadOnlyList<DetectionTiming> Timing)
{
    /// <summary>Reads a run.</summary>
    /// <exception cref="WorkbenchException">There is no whole run.</exception>
    public static DetectionRun Read(string directory) => DetectionRunFiles.Read(directory);

    /// <summary>Weights and BatchNorm statistics after the last epoch.</summary>
    public string Checkpoint => Path.Combine(Directory, DetectionRunFiles.Checkpoint);

    /// <summary>Seconds of training and validation; not of start-up or of the test.</summary>
    public double Seconds => Timing.Sum(epoch => epoch.Training + epoch.Evaluation);

    /// <summary>Training pictures a second over all epochs.</summary>
    public double ImagesPerSecond => Timing.Sum(epoch => epoch.Images) / Timing.Sum(epoch => epoch.Training);

    /// <summary>The detector as it was after the last epoch, on the CPU. The caller disposes it.</summary>
    /// <exception cref="SafetensorsException">The file of weights is damaged.</exception>
    public Detector LoadDetector()
    {
        var detector = new Detector(Summary.Spec.Plan, new RandomStreams(Summary.Spec.Seed));
        SafetensorsFile.Read(Checkpoint).LoadInto(detector);
        return detector;
    }

    /// <summary>The detector's answers on a set, which may be another than the run's.</summary>
    /// <param name="set">The pictures, of the run's classes and channels.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="WorkbenchException">The set does not fit the detector, or the file of weights is damaged.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public DetectionEvaluation Evaluate(IDetectionSet set, CancellationToken cancellation = default)
    {
        var spec = Summary.Spec;
        TorchRuntime.Start(spec.Threads);
        return DetectionEvaluation.Of(spec.Plan, SafetensorsFile.Read(Checkpoint), set, Summary.Normalization, spec.Suppression, cancellation);
    }

    /// <summary>What the detector said of the test pictures, in their order.</summary>
    /// <exception cref="WorkbenchException">The file is missing or damaged.</exception>
    public IReadOnlyList<IReadOnlyList<ScoredBox>> TestDetections() =>
        DetectionFile.Read(Path.Combine(Directory, DetectionRunFiles.Detections));
}

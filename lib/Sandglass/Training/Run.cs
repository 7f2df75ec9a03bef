namespace Sandglass.Training;

/// <summary>A finished run, read from its folder.</summary>
/// <param name="Directory">The folder; its name is the run's hash.</param>
/// <param name="Summary">Content of <c>run.json</c>.</param>
/// <param name="Metrics">Content of <c>metrics.csv</c>, by epoch.</param>
/// <param name="Timing">Content of <c>timing.csv</c>, by epoch.</param>
public sealed record Run(
    string Directory, RunSummary Summary, IReadOnlyList<EpochMetrics> Metrics, IReadOnlyList<EpochTiming> Timing)
{
    /// <summary>Weights and BatchNorm statistics after the last epoch.</summary>
    public string Checkpoint => Path.Combine(Directory, RunFiles.Checkpoint);

    /// <summary>Seconds of training and validation; not of start-up or of the test.</summary>
    public double Seconds => Timing.Sum(t => t.Training + t.Evaluation);

    /// <summary>Training images a second over all epochs.</summary>
    public double ImagesPerSecond => Timing.Sum(t => t.Images) / Timing.Sum(t => t.Training);

    /// <summary>For each test image, in the dataset's order, whether it was classified correctly.</summary>
    /// <exception cref="WorkbenchException">The file is missing or of another length than the folder says.</exception>
    public IReadOnlyList<bool> TestCorrect() => RunFiles.ReadBits(Path.Combine(Directory, RunFiles.TestCorrect));
}

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

    /// <summary>Whether an observer's table is there.</summary>
    /// <param name="fileName">Name of the table.</param>
    public bool Has(string fileName) => File.Exists(Table(fileName));

    /// <summary>Path of an observer's table.</summary>
    /// <param name="fileName">Name of the table.</param>
    public string Table(string fileName) => Path.Combine(Directory, fileName);

    /// <summary>Takes over tables of the same run trained again.</summary>
    /// <exception cref="WorkbenchException">The other one has other bytes.</exception>
    internal void AddTables(string repeated, IEnumerable<string> fileNames)
    {
        foreach (var name in RunFiles.Decided)
        {
            if (!File.ReadAllBytes(Path.Combine(repeated, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Table(name))))
            {
                throw new WorkbenchException(
                    $"run {Directory} was trained again for its observers and {name} differs, as on another kind of machine; " +
                    "remove the folder and train it here");
            }
        }

        foreach (var name in fileNames)
        {
            File.Move(Path.Combine(repeated, name), Table(name), overwrite: true);
        }
    }
}

using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;
using Sandglass.Detection.Metric;
using Sandglass.Detection.Training;

namespace Sandglass.Detection.Studies;

/// <summary>A comparison of detectors as small tables that travel with the repository, in <c>data/studies/detection</c>.</summary>
/// <param name="Detectors">The detectors, by family and seed.</param>
/// <param name="Precisions">Average precision and curve of each at each class.</param>
/// <param name="Boxes">What each says of the first test pictures.</param>
public sealed record DetectionRecord(
    IReadOnlyList<RecordedDetector> Detectors, IReadOnlyList<RecordedPrecision> Precisions, IReadOnlyList<RecordedBox> Boxes)
{
    /// <summary>Name of the recorded study's folder.</summary>
    public const string Name = "detection";

    /// <summary>Test pictures of which boxes are recorded.</summary>
    public const int Pictures = 12;

    // Less sure boxes are many, and no picture shows them.
    private const float LeastScore = 0.1f;

    /// <summary>Summarises finished runs.</summary>
    /// <param name="runs">The runs, all tested on the same pictures.</param>
    /// <param name="test">Those pictures.</param>
    /// <exception cref="WorkbenchException">A run was tested on other pictures, or is damaged.</exception>
    public static DetectionRecord Of(IEnumerable<DetectionRun> runs, IDetectionSet test)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(test);
        var ordered = runs.OrderBy(FamilyOf).ThenBy(run => run.Summary.Spec.Seed).ToArray();
        foreach (var run in ordered)
        {
            if (run.Summary.Spec.Data.Test != test.Sha256)
            {
                throw new WorkbenchException($"run {run.Summary.Hash} was tested on other pictures than {test.Name}; record runs of one set");
            }
        }
        var answers = ordered.Select(run => (Run: run, Boxes: run.TestDetections())).ToArray();
        return new DetectionRecord(
            [.. ordered.Select(Detector)],
            [.. answers.SelectMany(answer => PrecisionsOf(answer.Run, Judge(test, answer.Boxes), test.Classes))],
            [
                .. from answer in answers
                   from picture in Enumerable.Range(0, Math.Min(Pictures, test.Count))
                   from found in answer.Boxes[picture]
                   where found.Score >= LeastScore
                   select new RecordedBox(FamilyOf(answer.Run), answer.Run.Summary.Spec.Seed, picture, found),
            ]);
    }

    /// <summary>The recorded study, or null where there is none.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="WorkbenchException">A file cannot be read, or there is no data folder.</exception>
    public static DetectionRecord? Find(string? data = null)
    {
        var folder = Path.Combine(data ?? DataDirectory.Find(), "studies", Name);
        return DetectionTables.AreIn(folder) ? DetectionTables.Read(folder) : null;
    }

    /// <summary>What one detector says of one of the first test pictures, surest first.</summary>
    /// <param name="family">Block of its backbone.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="picture">Place of the picture, from 0.</param>
    public IReadOnlyList<ScoredBox> BoxesOf(BlockFamily family, int seed, int picture) =>
        [.. Boxes.Where(row => (row.Family, row.Seed, row.Picture) == (family, seed, picture)).Select(row => row.Found)];

    /// <summary>Writes the tables.</summary>
    /// <param name="folder">Folder to fill; made when missing, its tables replaced.</param>
    /// <exception cref="WorkbenchException">It cannot be written.</exception>
    public void Write(string folder) => DetectionTables.Write(this, folder);

    private static RecordedDetector Detector(DetectionRun run)
    {
        var summary = run.Summary;
        return new RecordedDetector(
            FamilyOf(run),
            summary.Spec.Seed,
            summary.Hash,
            summary.Spec.Plan.Name,
            summary.Parameters,
            summary.MultiplyAdds,
            summary.Spec.Recipe.Epochs,
            summary.ValidationPrecision ?? double.NaN,
            summary.TestElevenPoint,
            summary.TestArea,
            run.Seconds,
            summary.Spec.Data.Test);
    }

    private static IEnumerable<RecordedPrecision> PrecisionsOf(DetectionRun run, VocPrecision precision, IReadOnlyList<string> classes) =>
        precision.Classes.Select(of => new RecordedPrecision(
            FamilyOf(run),
            run.Summary.Spec.Seed,
            classes[of.Class],
            of.ElevenPoint,
            of.Area,
            of.Curve.Objects == 0 ? [] : [.. RecordedPrecision.Recalls.Select(of.Curve.BestPrecisionFrom)]));

    private static VocPrecision Judge(IDetectionSet test, IReadOnlyList<IReadOnlyList<ScoredBox>> boxes)
    {
        var metric = new VocMetric(test.Classes.Count);
        for (var i = 0; i < test.Count; i++)
        {
            metric.Add(test.Read(i).Objects, boxes[i]);
        }
        return metric.Result();
    }

    // The last stage is full blocks in both backbones.
    private static BlockFamily FamilyOf(DetectionRun run) => run.Summary.Spec.Plan.Backbone.Stages[^1].Blocks[^1].Family;
}

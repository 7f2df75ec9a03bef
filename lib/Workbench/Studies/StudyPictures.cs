using Sandglass;
using Sandglass.Detection.Studies;
using Sandglass.Detection.Training;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Paper;
using Sandglass.Search.Studies;
using Sandglass.Studies;

namespace Workbench.Studies;

/// <summary>The pictures that are written beside a study's tables, of one that is not whole what can be drawn.</summary>
internal static class StudyPictures
{
    /// <summary>Name of the figure of planned differences.</summary>
    public const string Differences = "differences";

    /// <summary>The forms of a picture, as files are named.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["png", "svg", "pdf"];

    /// <summary>Writes the pictures.</summary>
    /// <param name="record">The study.</param>
    /// <param name="folder">Where.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <returns>Their paths.</returns>
    public static IReadOnlyList<string> Save(StudyRecord record, string folder, string format = "png")
    {
        var paths = new List<string>();
        foreach (var (name, figure) in Of(record, record.Verdicts()))
        {
            paths.Add(Path.Combine(folder, $"{name}.{format}"));
            Action<string> save = format switch { "svg" => figure.SaveSvg, "pdf" => figure.SavePdf, _ => figure.SavePng };
            save(paths[^1]);
        }

        return paths;
    }

    // The studies that differ in their number of training images.
    private static IEnumerable<string> Curves => BlockComparison.TrainingImages.Select(BlockComparison.NameWith);

    private static IEnumerable<StudyRecord> OthersOf(StudyRecord record) => Curves
        .Where(name => name != record.Protocol.Name)
        .Select(name => RecordedStudy.Find(name))
        .OfType<StudyRecord>();

    /// <summary>The figures by name, the planned differences last.</summary>
    /// <param name="record">The study.</param>
    /// <param name="outcomes">What its comparisons came to.</param>
    public static IEnumerable<(string Name, Figure Figure)> Of(StudyRecord record, IReadOnlyList<ComparisonOutcome> outcomes)
    {
        if (record.Protocol.Name == SearchComparison.Name)
        {
            yield return ("accuracy", SearchStudyFigures.Accuracy(record));
            if (record.RandomCandidates().Count > 0)
            {
                yield return ("candidates", SearchStudyFigures.Candidates(record));
            }
        }
        else
        {
            yield return ("accuracy", record.Accuracy());
        }

        if (Curves.Contains(record.Protocol.Name))
        {
            yield return ("curves", TrainingImagesFigure.Of([record, .. OthersOf(record)]));
        }

        if (record.Protocol.Name == DetectorComparison.Name && record.Tables.ContainsKey(DetectionTables.Classes))
        {
            yield return ("average-precision", record.AveragePrecision());
            yield return ("precision-recall", record.PrecisionRecall());
        }

        if (outcomes.Count > 0)
        {
            yield return (Differences, record.Protocol.Name == SearchComparison.Name ? SearchStudyFigures.Differences(record, outcomes) : DifferenceFigures.Of(record, outcomes));
        }
    }
}

using Sandglass.Blocks;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Training;
using Sandglass.Runtime;
using Sandglass.Statistics;
using Sandglass.Training;

namespace Sandglass.Detection.Studies;

/// <summary>What is left of the study when its runs are gone: figures, verdicts and claims are computed from this.</summary>
/// <param name="Protocol">What was asked and written down beforehand.</param>
/// <param name="Rows">A row a finished run.</param>
/// <param name="Classes">A row a run and class.</param>
/// <param name="Curves">Precision against recall, some points a run.</param>
/// <param name="Samples">Detections of the first run of each arm on the first pictures.</param>
/// <param name="Environments">The distinct machines and versions.</param>
public sealed record DetectionRecord(
    DetectionProtocol Protocol,
    IReadOnlyList<DetectionRow> Rows,
    IReadOnlyList<DetectionClassRow> Classes,
    IReadOnlyList<DetectionCurveRow> Curves,
    IReadOnlyList<DetectionSampleRow> Samples,
    IReadOnlyList<EnvironmentFingerprint> Environments)
{
    /// <summary>The record of finished runs.</summary>
    /// <param name="study">The study.</param>
    /// <param name="finished">Runs of its grid.</param>
    /// <param name="data">The pictures.</param>
    /// <exception cref="WorkbenchException">A run's file is damaged.</exception>
    public static DetectionRecord Of(
        DetectionStudy study, IReadOnlyList<(DetectionStudyRun Place, Run Run)> finished, DetectionSplits data)
    {
        var runs = finished.OrderBy(item => item.Place.Family == DetectionStudy.Families[0] ? 0 : 1).ThenBy(item => item.Place.Spec.Seed).ToArray();
        var environments = runs.Select(item => item.Run.Summary.Environment).Distinct().ToArray();
        return new DetectionRecord(
            DetectionProtocol.Of(study, data),
            [.. runs.Select(item => DetectionRow.Of(item.Place, item.Run, Array.IndexOf(environments, item.Run.Summary.Environment)))],
            [
                .. from item in runs
                   from of in item.Run.Rows<ClassResult>(DetectionTables.Classes)
                   select new DetectionClassRow(
                       item.Place.Arm, item.Place.Family, item.Place.Spec.Seed, of.Class, of.ElevenPoint ?? double.NaN, of.Area ?? double.NaN),
            ],
            [.. runs.SelectMany(item => CurveOf(item.Place, item.Run))],
            [.. runs.GroupBy(item => item.Place.Arm).SelectMany(arm => SamplesOf(arm.First().Place, arm.First().Run))],
            environments);
    }

    /// <summary>mAP (area) of one arm, by seed.</summary>
    /// <param name="family">The blocks of its backbone.</param>
    public IReadOnlyList<DetectionRow> Of(BlockFamily family) => [.. Rows.Where(row => row.Family == family).OrderBy(row => row.Seed)];

    /// <summary>mAP of the first family minus that of the second, over seeds that both have; null where there is none.</summary>
    /// <param name="of">Which mAP; null takes VOC 2010's area.</param>
    public PairedTest? Difference(Func<DetectionRow, double>? of = null)
    {
        var (first, second) = (Of(DetectionStudy.Families[0]), Of(DetectionStudy.Families[1]));
        var seeds = first.Select(row => row.Seed).Intersect(second.Select(row => row.Seed)).ToHashSet();
        double[] Values(IReadOnlyList<DetectionRow> rows) => [.. rows.Where(row => seeds.Contains(row.Seed)).Select(of ?? (row => row.Area))];
        return seeds.Count == 0 ? null : PairedTest.Of(Values(first), Values(second), Protocol.Margin);
    }

    private static IEnumerable<DetectionCurveRow> CurveOf(DetectionStudyRun place, Run run) => run.Rows<RecallPoint>(DetectionTables.Curves)
        .Select(point => new DetectionCurveRow(place.Arm, place.Family, place.Spec.Seed, point.Recall, point.Precision));

    private static IEnumerable<DetectionSampleRow> SamplesOf(DetectionStudyRun place, Run run) => run.Rows<SampleBox>(DetectionTables.Samples)
        .Select(box => new DetectionSampleRow(place.Arm, box.Picture, box.Class, box.Score, box.Left, box.Top, box.Right, box.Bottom));

    /// <summary>Detections of an arm on a picture that the record keeps.</summary>
    /// <param name="family">The blocks of its backbone.</param>
    /// <param name="picture">Index of the picture in the test set.</param>
    public IReadOnlyList<ScoredBox> Detections(BlockFamily family, int picture) =>
    [
        .. Samples.Where(row => row.Arm == Sandglass.Networks.FamilyBlocks.Name(family) && row.Picture == picture)
            .Select(row => new ScoredBox(new Box((float)row.Left, (float)row.Top, (float)row.Right, (float)row.Bottom), row.Class, (float)row.Score)),
    ];
}

using Sandglass.Runtime;
using Sandglass.Studies.Inside;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>
/// What is left of a study when its runs are gone: what it asked, a row a run, a row an epoch, which test images each
/// run had right, and where it ran. All figures, verdicts and claims are computed from this, never from runs directly.
/// </summary>
/// <param name="Protocol">What was asked and written down beforehand.</param>
/// <param name="Rows">A row a finished run.</param>
/// <param name="Epochs">A row a run and epoch.</param>
/// <param name="TestCorrect">For each row, whether each test image was right.</param>
/// <param name="Environments">The distinct machines and versions.</param>
public sealed record StudyRecord(
    StudyProtocol Protocol,
    IReadOnlyList<StudyRow> Rows,
    IReadOnlyList<StudyEpoch> Epochs,
    IReadOnlyList<IReadOnlyList<bool>> TestCorrect,
    IReadOnlyList<EnvironmentFingerprint> Environments)
{
    /// <summary>Tables of the study's observers over all runs, as CSV by file name; none in most studies.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; init; } = new Dictionary<string, string>();

    /// <summary>The record of the runs that are finished.</summary>
    /// <param name="study">The study.</param>
    /// <param name="finished">Places of its grid with their runs.</param>
    /// <exception cref="WorkbenchException">A run's file is missing or damaged.</exception>
    public static StudyRecord Of(Study study, IEnumerable<(StudyRun Place, Run Run)> finished)
    {
        var order = study.Arms.Index().ToDictionary(item => item.Item, item => item.Index);
        var runs = finished.OrderBy(item => order[item.Place.Arm]).ThenBy(item => item.Place.Spec.Seed).ToArray();
        var environments = runs.Select(item => item.Run.Summary.Environment).Distinct().ToArray();
        return new StudyRecord(
            StudyProtocol.Of(study),
            [.. runs.Select(item => StudyRow.Of(item.Place, item.Run, Array.IndexOf(environments, item.Run.Summary.Environment)))],
            [
                .. from item in runs
                   from metrics in item.Run.Epochs<EpochMetrics>()
                   select new StudyEpoch(item.Place.Arm.Name, item.Place.Arm.Group, item.Place.Spec.Seed, metrics),
            ],
            [.. runs.Select(item => item.Run.TestCorrect())],
            environments)
        {
            Tables = ObservedTables.Gather(study, runs),
        };
    }

    /// <summary>What an observer saw in all runs; nothing in a study without it.</summary>
    /// <typeparam name="T">The rows of its table.</typeparam>
    /// <exception cref="WorkbenchException">The table is damaged.</exception>
    public IReadOnlyList<Observed<T>> Observed<T>()
        where T : class, IObservedRow =>
        Tables.TryGetValue(T.FileName, out var csv) ? ObservedTables.Read<T>(csv, Rows) : [];

    /// <summary>The runs of one arm, by seed.</summary>
    public IReadOnlyList<StudyRow> Of(string arm, string group) =>
        [.. Rows.Where(row => row.Arm == arm && row.Group == group).OrderBy(row => row.Seed)];

    /// <summary>One row an arm, over its seeds, in the order of the study.</summary>
    public IReadOnlyList<ComparisonRow> Summary() =>
        [.. Rows.GroupBy(row => (row.Group, row.Arm)).Select(cell => ComparisonRow.Of([.. cell.OrderBy(row => row.Seed)]))];

    /// <summary>The learning curves.</summary>
    public IReadOnlyList<CurvePoint> Curves()
    {
        var families = Rows.DistinctBy(row => (row.Arm, row.Group)).ToDictionary(row => (row.Arm, row.Group), row => row.Family);
        return
        [
            .. Epochs.Select(epoch => new CurvePoint(
                families[(epoch.Arm, epoch.Group)],
                epoch.Group,
                epoch.Seed,
                epoch.Metrics.Epoch,
                epoch.Metrics.TrainingLoss,
                epoch.Metrics.ValidationAccuracy)),
        ];
    }
}

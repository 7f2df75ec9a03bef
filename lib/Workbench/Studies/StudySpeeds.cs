using Sandglass;
using Sandglass.Paper;
using Sandglass.Studies;
using Sandglass.Training;

namespace Workbench.Studies;

/// <summary>How fast recorded studies trained, by backend, and how long others will take at that.</summary>
internal sealed class StudySpeeds
{
    private readonly Dictionary<DataSource, int> _images = []; // studies share their data, which takes longest to load
    private readonly Dictionary<string, double[]> _seconds = []; // of recorded runs, a multiply-add and image, sorted

    /// <summary>The speeds of records.</summary>
    /// <param name="recorded">Studies with their records; only those of classifiers count.</param>
    public static StudySpeeds Of(IEnumerable<(Study Study, StudyRecord Record)> recorded)
    {
        var speeds = new StudySpeeds();
        var runs =
            from study in recorded
            where IsOfClassifiers(study.Study)
            from row in study.Record.Rows
            where !row.Diverged
            select (row.Backend, Seconds: row.Seconds / (row.MultiplyAdds * row.Number("epochs") * speeds.Images(study.Study)));
        foreach (var backend in runs.GroupBy(run => run.Backend))
        {
            speeds._seconds[backend.Key] = [.. backend.Select(run => run.Seconds).Order()];
        }

        return speeds;
    }

    /// <summary>The speeds of the studies that come with the workbench; one whose record is damaged does not count.</summary>
    public static StudySpeeds OfRecords()
    {
        var recorded = new List<(Study, StudyRecord)>();
        foreach (var name in StudyCatalogue.Names)
        {
            try
            {
                if (StudyCatalogue.WaitsFor(name) is null && RecordedStudy.Find(name) is { } record)
                {
                    recorded.Add((StudyCatalogue.Named(name), record));
                }
            }
            catch (WorkbenchException)
            {
                // The list of studies says what is wrong with it.
            }
        }

        return Of(recorded);
    }

    /// <summary>Seconds of a core that all runs of a study take, about; null where that is not known.</summary>
    public double? SecondsOf(Study study) => IsOfClassifiers(study) && _seconds.TryGetValue(study.Backend, out var seconds)
        ? seconds[seconds.Length / 2] * Work(study)
        : null;

    /// <summary>The same from the first quartile of recorded runs to the third.</summary>
    public (double Low, double High)? RangeOf(Study study) => IsOfClassifiers(study) && _seconds.TryGetValue(study.Backend, out var seconds)
        ? (seconds[seconds.Length / 4] * Work(study), seconds[seconds.Length * 3 / 4] * Work(study))
        : null;

    private double Work(Study study) => Images(study) * (double)study.Seeds.Count * study.Arms.Sum(arm => (double)arm.Cost.MultiplyAdds * arm.Recipe.Epochs);

    private static bool IsOfClassifiers(Study study) => study.Arms.All(arm => arm.Task is Classification);

    private int Images(Study study)
    {
        if (!_images.TryGetValue(study.Data, out var count))
        {
            using var data = study.Data.Load();
            _images[study.Data] = count = data.TrainingCount;
        }

        return count;
    }
}

using Sandglass;
using Sandglass.Training;

namespace Workbench.Studies;

/// <summary>How fast recorded studies trained, by backend, and how long others will take at that.</summary>
internal sealed class StudySpeeds
{
    private readonly Dictionary<DataSource, int> _images = []; // studies share their data, which takes longest to load
    private readonly Dictionary<string, double> _seconds = []; // median of recorded runs, a multiply-add and image

    /// <summary>The speeds of records.</summary>
    /// <param name="recorded">Studies with their records; only those of classifiers count.</param>
    public static StudySpeeds Of(IEnumerable<(Study Study, StudyRecord Record)> recorded)
    {
        var speeds = new StudySpeeds();
        var runs =
            from study in recorded
            where IsOfClassifiers(study.Study)
            from row in study.Record.Rows
            where !row.Diverged && row.Cells.ContainsKey("epochs")
            select (row.Backend, Seconds: row.Seconds / (row.MultiplyAdds * row.Number("epochs") * speeds.Images(study.Study)));
        foreach (var backend in runs.GroupBy(run => run.Backend))
        {
            double[] sorted = [.. backend.Select(run => run.Seconds).Order()];
            speeds._seconds[backend.Key] = sorted[sorted.Length / 2];
        }

        return speeds;
    }

    /// <summary>Seconds of a core that all runs of a study take, about; null where that is not known.</summary>
    public double? SecondsOf(Study study) => IsOfClassifiers(study) && _seconds.TryGetValue(study.Backend, out var seconds)
        ? seconds * Images(study) * study.Seeds.Count * study.Arms.Sum(arm => (double)arm.Cost.MultiplyAdds * arm.Recipe.Epochs)
        : null;

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

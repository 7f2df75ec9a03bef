using System.Globalization;
using Sandglass.Paper;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>The studies that there are.</summary>
internal static class StudyTable
{
    /// <summary>What the columns mean.</summary>
    public const string Legend =
        "Core hours: of the recorded runs, searches included; of a study that is not recorded, from the multiply-adds of those that are.";

    public static TextTable Of(IEnumerable<string> names)
    {
        var images = new Dictionary<DataSource, int>(); // studies share their data, which takes longest to load
        var studies = names.Select(name => StudyCatalogue.Named(name)).Select(study => (Study: study, Work: Work(study, images), Record: RecordedStudy.Find(study.Name))).ToArray();
        var anHour = studies.Where(item => item.Record is not null).Select(item => item.Work / Hours(item.Record!)).Order().ToArray(); // multiply-adds of a core
        var table = TextTable.Of("Study", "Question", "#Arms", "#Seeds", "#Runs", "#Comparisons", "#Core\nhours", "Recorded");
        foreach (var (study, work, record) in studies)
        {
            table.Add(
                study.Name,
                study.Question,
                Wording.Grouped(study.Arms.Count),
                Wording.Grouped(study.Seeds.Count),
                Wording.Grouped(study.Arms.Count * study.Seeds.Count),
                Wording.Grouped(study.Comparisons.Count),
                (record is not null ? Hours(record) : work / anHour[anHour.Length / 2]).ToString("0.0", CultureInfo.InvariantCulture),
                record is not null ? $"{record.Rows.Count} runs" : "no");
        }

        return table;
    }

    private static double Hours(StudyRecord record) =>
        record.Rows.Sum(row => row.Seconds + (row.Cells.ContainsKey("needed_seconds") ? row.Number("needed_seconds") : 0)) / 3600;

    private static double Work(Study study, Dictionary<DataSource, int> images)
    {
        if (!images.TryGetValue(study.Data, out var count))
        {
            using var data = study.Data.Load();
            images[study.Data] = count = data.TrainingCount;
        }

        return study.Seeds.Count * study.Arms.Sum(arm => arm.Task.Needs.Sum(need => need.Task.Work(need.Recipe, count)) + arm.Task.Work(arm.Recipe, count));
    }
}

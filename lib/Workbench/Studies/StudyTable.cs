using System.Globalization;
using Sandglass.Paper;
using Sandglass.Studies;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>The studies that there are.</summary>
internal static class StudyTable
{
    /// <summary>What the columns mean.</summary>
    public const string Legend =
        "Core hours: of the recorded runs, searches included; of a study that is not recorded, from the multiply-adds of those that are.";

    // Multiply-adds a second of a core, forward and backward, as the recorded studies of blocks took them.
    public static TextTable Of(IEnumerable<string> names)
    {
        var studies = names.Select(name => (Study: StudyCatalogue.Named(name), Record: RecordedStudy.Find(name))).ToArray();
        var speed = studies.Where(item => item.Record is not null).Select(item => Work(item.Study) / Hours(item.Record!)).Order().ToArray();
        var table = TextTable.Of("Study", "Question", "#Arms", "#Seeds", "#Runs", "#Comparisons", "#Core\nhours", "Recorded");
        foreach (var (study, record) in studies)
        {
            table.Add(
                study.Name,
                study.Question,
                Wording.Grouped(study.Arms.Count),
                Wording.Grouped(study.Seeds.Count),
                Wording.Grouped(study.Arms.Count * study.Seeds.Count),
                Wording.Grouped(study.Comparisons.Count),
                (record is not null ? Hours(record) : Work(study) / speed[speed.Length / 2]).ToString("0.0", CultureInfo.InvariantCulture),
                record is not null ? $"{record.Rows.Count} runs" : "no");
        }

        return table;
    }

    private static double Hours(StudyRecord record) =>
        record.Rows.Sum(row => row.Seconds + (row.Cells.ContainsKey("needed_seconds") ? row.Number("needed_seconds") : 0)) / 3600;

    private static double Work(Study study)
    {
        using var data = study.Data.Load();
        return study.Seeds.Count * study.Arms.Sum(arm => arm.Task.Needs
            .Sum(need => need.Task.Work(need.Recipe, data.TrainingCount)) + arm.Task.Work(arm.Recipe, data.TrainingCount));
    }
}

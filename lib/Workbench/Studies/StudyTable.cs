using System.Globalization;
using Sandglass;
using Sandglass.Display;
using Sandglass.Paper;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>The studies that there are; of one whose record is damaged that is said, and the others are listed.</summary>
internal static class StudyTable
{
    private const string Legend =
        "Core hours: of the recorded runs, searches included; of a study that is not recorded, from the multiply-adds of those that are.";

    /// <summary>Writes a row a study, then what is wrong with which record.</summary>
    /// <param name="names">The studies.</param>
    /// <param name="output">Where to.</param>
    /// <param name="data">The data folder with the records; null finds the repository's.</param>
    public static void Write(IEnumerable<string> names, TextWriter output, string? data = null)
    {
        var images = new Dictionary<DataSource, int>(); // studies share their data, which takes longest to load
        var studies = names.Select(name => Row.Of(StudyCatalogue.Named(name), images, data)).ToArray();
        var anHour = studies.Where(row => row.Hours is not null).Select(row => row.Work / row.Hours!.Value).Order().ToArray(); // multiply-adds of a core
        var table = Table.Of(
            ["Study", "Question", "#Arms", "#Seeds", "#Runs", "#Comparisons", "#Core\nhours", "Recorded"],
            from row in studies
            let study = row.Study
            let hours = row.Hours ?? (anHour.Length > 0 ? row.Work / anHour[anHour.Length / 2] : double.NaN)
            select (string[])
            [
                study.Name,
                study.Question,
                CellText.Whole(study.Arms.Count),
                CellText.Whole(study.Seeds.Count),
                CellText.Whole(study.Arms.Count * study.Seeds.Count),
                CellText.Whole(study.Comparisons.Count),
                double.IsFinite(hours) ? hours.ToString("0.0", CultureInfo.InvariantCulture) : "?",
                row.Fault is not null ? "damaged" : row.Recorded is { } runs ? $"{runs} runs" : row.IsDeclared ? "declared" : "no",
            ]) with
        {
            Legend = Legend,
        };
        table.Write(output);
        foreach (var row in studies.Where(row => row.Fault is not null))
        {
            output.WriteLine($"{row.Study.Name}: {row.Fault}");
        }
    }

    /// <summary>
    /// A study, the work of all its runs, how many of them are recorded, what they took, whether it is declared, and what is wrong
    /// with its files.
    /// </summary>
    private sealed record Row(Study Study, double Work, int? Recorded, double? Hours, bool IsDeclared, string? Fault)
    {
        public static Row Of(Study study, Dictionary<DataSource, int> images, string? data)
        {
            var work = StudyTable.Work(study, images);
            try
            {
                var record = RecordedStudy.Find(study.Name, data);
                var declared = Declaration.Read(RecordedStudy.Folder(study.Name, data));
                return new Row(study, work, record?.Rows.Count, record is null ? null : StudyTable.Hours(record), declared.Count > 0, null);
            }
            catch (WorkbenchException damaged)
            {
                return new Row(study, work, null, null, false, damaged.Message);
            }
        }
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

using System.Globalization;
using Sandglass;
using Sandglass.Display;
using Sandglass.Paper;
using Sandglass.Studies;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>The studies that there are; of one whose record is damaged that is said, and the others are listed.</summary>
internal static class StudyTable
{
    private const string Legend =
        "Core hours: of the recorded runs, searches included; ≈: of all runs of a study that is not recorded, at the seconds a multiply-add and image of recorded classifiers with its backend; unknown without any, and for other tasks.";

    /// <summary>Writes a row a study, then what is wrong with which record.</summary>
    /// <param name="names">The studies.</param>
    /// <param name="output">Where to.</param>
    /// <param name="data">The data folder with the records; null finds the repository's.</param>
    public static void Write(IEnumerable<string> names, TextWriter output, string? data = null)
    {
        var rows = names.Select(name => Row.Of(name, data)).ToArray();
        var speeds = StudySpeeds.Of(rows.Where(row => row.Record is not null).Select(row => (row.Study!, row.Record!)));
        var table = Table.Of(
            ["Study", "Question", "#Arms", "#Seeds", "#Runs", "#Core\nhours", "Recorded"],
            rows.Select(row => row.Study is not { } study ? [row.Name, row.Fault ?? "", "", "", "", "unknown", "no"] : (string[])
            [
                row.Name,
                study.Question,
                CellText.Whole(study.Arms.Count),
                CellText.Whole(study.Seeds.Count),
                CellText.Whole(study.Arms.Count * study.Seeds.Count),
                row.Record is { } record ? Hours(Seconds(record)) : speeds.SecondsOf(study) is { } seconds ? $"≈ {Hours(seconds)}" : "unknown",
                row.Fault is not null ? "damaged" : row.Record is { Rows.Count: var runs } ? $"{runs} runs" : row.IsDeclared ? "declared" : "no",
            ])) with
        {
            Legend = Legend,
        };
        table.Write(output, TerminalWidth.Of(output), 1);
        foreach (var row in rows.Where(row => row.Study is not null && row.Fault is not null))
        {
            output.WriteLine($"{row.Name}: {row.Fault}");
        }
    }

    /// <summary>Seconds of all training and validation; a run that several others needed counts once.</summary>
    internal static double Seconds(StudyRecord record) =>
        record.Rows.Sum(row => row.Seconds)
        + record.Rows.Where(row => row.Cells.ContainsKey("needed_seconds")).DistinctBy(row => row.Word(StudyRow.NeededRuns)).Sum(row => row.Number("needed_seconds"));

    private static string Hours(double seconds) => (seconds / 3600).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A study, null where it waits for another; its record, whether it is declared, and what is wrong with its files.</summary>
    private sealed record Row(string Name, Study? Study, StudyRecord? Record, bool IsDeclared, string? Fault)
    {
        public static Row Of(string name, string? data)
        {
            Study? study = null;
            try
            {
                if (StudyCatalogue.WaitsFor(name, data) is { } sweep)
                {
                    return new Row(name, null, null, false, $"waits until {sweep} is recorded");
                }

                study = StudyCatalogue.Named(name);
                return new Row(name, study, RecordedStudy.Find(name, data), Declaration.Read(RecordedStudy.Folder(name, data)).Count > 0, null);
            }
            catch (WorkbenchException damaged)
            {
                return new Row(name, study, null, false, damaged.Message);
            }
        }
    }
}

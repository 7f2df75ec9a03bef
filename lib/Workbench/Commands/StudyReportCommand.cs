using System.CommandLine;
using Sandglass;
using Sandglass.Studies;
using Workbench.Reports;
using Workbench.Studies;

namespace Workbench.Commands;

/// <summary><c>workbench study report</c>: a study as one page for any browser.</summary>
internal sealed class StudyReportCommand
{
    private readonly StudyChoice _chosen = new();
    private readonly Argument<string> _page = new("page") { HelpName = CommonOptions.File, Description = "page to write (HTML, for any browser, without a network); it must not exist" };
    private readonly Option<bool> _local = new("--local") { Description = "report the finished runs in OUT where the study is recorded too; so does --out, --smoke, --device, --backend or --precision" };
    private readonly Option<DirectoryInfo> _results = CommonOptions.Out();

    private StudyReportCommand()
    {
    }

    internal static Command Create()
    {
        var report = new StudyReportCommand();
        var command = new Command("report", "Write a page of a study: verdicts, figures, every run, its protocol, and how to repeat it. Of a recorded study the record, else its finished runs.")
        {
            report._chosen.Name, report._page, report._local, report._results,
        };
        report._chosen.Options.ToList().ForEach(command.Add);
        command.SetAction(report.Run);
        return command;
    }

    private void Run(ParseResult asked)
    {
        var (page, output) = (asked.GetRequiredValue(_page), asked.InvocationConfiguration.Output);
        CommonOptions.RequireNew(page);
        var study = Recorded(asked) ?? Local(asked);
        StudyReport.Of(study).Write(page);
        output.WriteLine($"{study.Record.Protocol.Name}, {Wording.Counted(study.Record.Rows.Count, "run")}: {page}");
    }

    private ReportedStudy? Recorded(ParseResult asked)
    {
        var name = asked.GetRequiredValue(_chosen.Name);
        var isLocal = asked.GetValue(_local) || _chosen.IsFile(asked) || _chosen.Options.Append(_results).Any(asked.IsGiven);
        if (isLocal || RecordedStudy.Find(name) is not { } record)
        {
            return null;
        }

        var declared = Declaration.Read(RecordedStudy.Folder(name));
        var arms = declared is [.., var last] && last.Protocol.IsOf(record)
            ? last.Protocol.Arms.Select(arm => (arm.Name, arm.Group))
            : record.Rows.Select(row => (row.Arm, row.Group)).Distinct();
        return new ReportedStudy(
            record,
            declared,
            Missing(record, arms.SelectMany(arm => record.Protocol.Seeds.Select(seed => (arm.Item1, arm.Item2, seed)))),
            IsRecorded: true,
            [
                $"workbench study verify {name}   # trains two of its runs again and compares",
                $"workbench study run {name}      # trains all of its runs, with the same seeds",
                $"workbench study report {name} {name}.html --local",
            ])
        {
            Data = declared is [.., var planned] ? planned.Protocol.Data.Name : null,
        };
    }

    private ReportedStudy Local(ParseResult asked)
    {
        var study = _chosen.WithRuns(asked);
        var (grid, finished) = StudyStatus.Finished(study, CommonOptions.Runs(asked.GetRequiredValue(_results), asked.InvocationConfiguration.Output));
        var record = StudyRecord.Of(study, finished);
        var options = asked.Repeated(_chosen.Options);
        var name = asked.GetRequiredValue(_chosen.Name);
        return new ReportedStudy(
            record,
            _chosen.IsFile(asked) || options.Length > 0 ? [] : Declaration.Read(RecordedStudy.Folder(study.Name)),
            Missing(record, grid.Select(place => (place.Arm.Name, place.Arm.Group, place.Spec.Seed))),
            IsRecorded: false,
            [
                $"workbench study run {Quoted(name)}{options}",
                $"workbench study report {Quoted(name)} {study.Name}.html{(options.Length > 0 || _chosen.IsFile(asked) ? options : " --local")}",
            ])
        {
            Data = finished[0].Run.Spec.Data.Name,
            IsSmoke = asked.GetValue(_chosen.Smoke),
        };
    }

    private static (string Arm, IReadOnlyList<int> Seeds)[] Missing(StudyRecord record, IEnumerable<(string Arm, string Group, int Seed)> planned) =>
    [
        .. planned.Except(record.Rows.Select(row => (row.Arm, row.Group, row.Seed))).GroupBy(run => (run.Arm, run.Group))
            .Select(arm => (arm.Key.Group.Length > 0 ? $"{arm.Key.Arm} at {arm.Key.Group}" : arm.Key.Arm, (IReadOnlyList<int>)[.. arm.Select(run => run.Seed).Order()])),
    ];

    // As a POSIX shell reads it.
    private static string Quoted(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./".Contains(letter)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

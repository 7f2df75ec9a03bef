using System.Globalization;
using Sandglass;
using Sandglass.Display.Tables;
using Sandglass.Search.Studies;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>How far a study is, and what it says so far, or said when it was recorded.</summary>
internal static class StudyStatus
{
    public static int Write(Study study, RunStore store, TextWriter output)
    {
        var grid = Grid(study);
        var finished = study.Finished(grid, store);
        output.WriteLine($"{study.Name}: {study.Question}\n{finished.Count} of {grid.Count} runs finished in {Wording.Folder(store.Directory)}");
        var table = TextTable.Of("Group", "Arm", "Seeds finished", "Seeds missing");
        foreach (var arm in grid.GroupBy(place => place.Arm))
        {
            var done = finished.Where(item => item.Place.Arm == arm.Key).Select(item => item.Place.Spec.Seed).ToArray();
            table.Add(arm.Key.Group, arm.Key.Name, Seeds(done, "none yet"), Seeds(arm.Select(place => place.Spec.Seed).Except(done), "none"));
        }

        table.Write(output);
        if (finished.Count > 0)
        {
            WriteResults(StudyRecord.Of(study, finished), output);
        }

        return 0;
    }

    private static string Seeds(IEnumerable<int> seeds, string none) => string.Join(' ', seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture)).DefaultIfEmpty(none));

    /// <exception cref="WorkbenchException">The study is not recorded.</exception>
    public static StudyRecord Recorded(string name) => RecordedStudy.Find(name) ?? throw new WorkbenchException(
        $"{RecordedStudy.NotRecorded(name)}; record it with 'workbench study run {name} --record'");

    public static void WriteRecorded(StudyRecord record, TextWriter output)
    {
        var (protocol, environments) = (record.Protocol, record.Environments);
        output.WriteLine($"{protocol.Name}: {protocol.Question}");
        output.WriteLine($"recorded: {record.Rows.Count} runs, seeds {string.Join(' ', protocol.Seeds)}; {string.Join("; ", environments.Select(e => $"{e.Processor}, libtorch {e.LibTorch}").Distinct())}");
        WriteResults(record, output);
    }

    public static IReadOnlyList<StudyRun> Grid(Study study)
    {
        using var data = study.Data.Load();
        return study.Runs(data.Identity);
    }

    public static void WriteResults(StudyRecord record, TextWriter output)
    {
        ArmTables.Results(record).Write(output);
        output.WriteLine(ArmTables.Legend(record));
        if (OverallTable.Of(record) is { } overall)
        {
            overall.Write(output);
            output.WriteLine(OverallTable.Legend);
        }

        if (ComparisonOutcome.Of(record) is { Count: > 0 } outcomes)
        {
            var table = OutcomeTable.Of(outcomes);
            TextTable.Of(table).Write(output);
            output.WriteLine(table.Legend);
        }

        if (record.Tables.ContainsKey(SearchComparison.Candidates))
        {
            SearchReport.WriteScores(record, output);
        }
    }
}

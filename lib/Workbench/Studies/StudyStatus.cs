using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>How far a study is, and what it says so far.</summary>
internal static class StudyStatus
{
    public static int Write(Study study, RunStore store, TextWriter output)
    {
        var grid = Grid(study);
        var finished = Finished(study, grid, store);
        output.WriteLine($"{study.Name}: {study.Question}\n{finished.Count} of {grid.Count} runs finished in {store.Directory}");
        var table = TextTable.Of("Group", "Arm", "Seeds finished", "Seeds missing");
        foreach (var arm in grid.GroupBy(place => place.Arm))
        {
            var done = finished.Where(item => item.Place.Arm == arm.Key).Select(item => item.Place.Spec.Seed).ToArray();
            table.Add(arm.Key.Group, arm.Key.Name, string.Join(' ', done), string.Join(' ', arm.Select(place => place.Spec.Seed).Except(done)));
        }

        table.Write(output);
        if (finished.Count > 0)
        {
            WriteResults(StudyRecord.Of(study, finished), output);
        }

        return 0;
    }

    public static IReadOnlyList<StudyRun> Grid(Study study)
    {
        using var data = study.Preset.LoadData();
        return study.Runs(DataIdentity.Of(data));
    }

    public static IReadOnlyList<(StudyRun Place, Run Run)> Finished(Study study, IReadOnlyList<StudyRun> grid, RunStore store) =>
        [.. grid.Select(place => (place, Run: store.Find(place.Spec))).Where(item => study.IsFinished(item.place, item.Run)).Select(item => (item.place, item.Run!))];

    public static void WriteResults(StudyRecord record, TextWriter output)
    {
        ResultTable.Of(record.Summary()).Write(output);
        output.WriteLine(ResultTable.Legend);
        if (OverallTable.Of(record) is { } overall)
        {
            overall.Write(output);
            output.WriteLine(OverallTable.Legend);
        }

        if (ComparisonOutcome.Of(record) is { Count: > 0 } outcomes)
        {
            OutcomeTable.Of(outcomes).Write(output);
            output.WriteLine(OutcomeTable.Legend(record));
        }
    }
}

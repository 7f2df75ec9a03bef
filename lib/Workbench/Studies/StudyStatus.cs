using Sandglass;
using Sandglass.Display;
using Sandglass.Display.Tables;
using Sandglass.Search.Studies;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Reports;
using Workbench.Slurm;

namespace Workbench.Studies;

/// <summary>How far a study is, and what it says so far, or said when it was recorded.</summary>
internal static class StudyStatus
{
    public static int Write(Study study, RunStore store, TextWriter output)
    {
        var grid = Grid(study);
        var finished = study.Finished(grid, store);
        output.WriteLine($"{study.Name}: {study.Question}\n{finished.Count} of {grid.Count} runs finished in {Wording.Folder(store.Directory)}");
        WriteGrid(study, grid, finished.Select(item => item.Place).ToHashSet<StudyRun>(ReferenceEqualityComparer.Instance), SlurmFolder.Of(store, study.Name), output);
        if (finished.Count > 0)
        {
            WriteResults(StudyRecord.Of(study, finished), output);
        }

        return 0;
    }

    /// <summary>The runs of a study and which of them are finished, one at least.</summary>
    /// <exception cref="WorkbenchException">None is, or the data is missing.</exception>
    public static (IReadOnlyList<StudyRun> Grid, IReadOnlyList<(StudyRun Place, Run Run)> Finished) Finished(Study study, RunStore store)
    {
        var grid = Grid(study);
        return study.Finished(grid, store) is { Count: > 0 } finished
            ? (grid, finished)
            : throw new WorkbenchException($"no run of the study '{study.Name}' is finished in {Wording.Folder(store.Directory)}; run the study first");
    }

    private static void WriteGrid(Study study, IReadOnlyList<StudyRun> grid, HashSet<StudyRun> finished, SlurmFolder folder, TextWriter output)
    {
        var states = folder.IsThere ? SubmittedRuns.Of(grid, finished, folder, output) : null;
        (string Heading, Func<StudyRun, bool> Holds, string None)[] columns =
        [
            ("Seeds finished", finished.Contains, "none yet"),
            .. states?.Columns ?? [],
            ("Seeds missing", place => !finished.Contains(place) && states?.IsKnown(place) != true, "none"),
        ];
        Table.Of(
            ["Group", "Arm", .. columns.Select(column => column.Heading)],
            from arm in study.Arms
            join place in grid on arm equals place.Arm into places
            select (string[])[arm.Group, arm.Name, .. columns.Select(column => Seeds(places.Where(column.Holds).Select(place => place.Spec.Seed), column.None))]).Write(output);
        states?.WriteFailures(output);
    }

    private static string Seeds(IEnumerable<int> seeds, string none) => Wording.Ranges(seeds) is { Length: > 0 } some ? some : none;

    /// <exception cref="WorkbenchException">The study is not recorded.</exception>
    public static StudyRecord Recorded(string name) => RecordedStudy.Find(name) ?? throw new WorkbenchException(
        $"{RecordedStudy.NotRecorded(name)}; record it with 'workbench study run {name} --record'");

    public static void WriteRecorded(StudyRecord record, TextWriter output)
    {
        var (protocol, environments) = (record.Protocol, record.Environments);
        output.WriteLine($"{protocol.Name}: {protocol.Question}");
        output.WriteLine($"recorded: {record.Rows.Count} runs, seeds {Wording.Ranges(protocol.Seeds)}; {string.Join("; ", environments.Select(e => $"{e.Processor}, libtorch {e.LibTorch}").Distinct())}{Unusual(record)}{Diverged(record)}");
        WriteResults(record, output);
    }

    // libtorch and single precision go without saying.
    private static string Unusual(StudyRecord record) => string.Concat(
        record.Rows.Select(row => row.Backend).Distinct().Where(backend => backend != Backends.LibTorch).Select(backend => $", backend: {backend}")
            .Concat(record.Rows.Select(row => row.Precision).Distinct().Where(precision => precision != Precisions.Float32).Select(precision => $", {precision}")));

    private static string Diverged(StudyRecord record) => record.Rows.Count(row => row.Diverged) is > 0 and var runs ? $"; {Wording.Counted(runs, "run")} diverged" : "";

    public static IReadOnlyList<StudyRun> Grid(Study study)
    {
        using var data = study.Data.Load();
        return study.Runs(data.Identity);
    }

    public static void WriteResults(StudyRecord record, TextWriter output)
    {
        ArmTables.Results(record).Capitalized().Write(output);
        OverallTable.Of(record)?.Write(output);
        if (ComparisonOutcome.Of(record) is { Count: > 0 } outcomes)
        {
            OutcomeTable.Of(outcomes).Capitalized().Write(output, TerminalWidth.Of(output));
        }

        OfSearches(record).ToList().ForEach(table => table.Capitalized().Write(output));
    }

    /// <summary>What a study of searches has to say besides; nothing of another.</summary>
    public static IEnumerable<Table> OfSearches(StudyRecord record) =>
        record.Tables.ContainsKey(SearchComparison.Candidates) ? [record.SearchEfforts(), record.ScoreCorrelations()] : [];
}

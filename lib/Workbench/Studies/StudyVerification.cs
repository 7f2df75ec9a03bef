using System.Globalization;
using Sandglass;
using Sandglass.Display;
using Sandglass.Paper;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Tables;
using Sandglass.Training;
using Spectre.Console;
using Workbench.Progress;
using Workbench.Reports;
using Workbench.Running;
using Table = Sandglass.Display.Table;

namespace Workbench.Studies;

/// <summary>Trains some runs of a recorded study again, into a folder that is then removed, and compares.</summary>
internal static class StudyVerification
{
    /// <summary>Another machine, version or backend may differ by this much in the outcome; the recording one not at all. Runs of
    /// equal seeds on other hardware part after some steps, and then differ as other seeds do.</summary>
    public const double Tolerance = 0.015;

    private const string Diverged = "diverged";

    /// <summary>Trains a sample of the runs again.</summary>
    /// <param name="name">Name of the study.</param>
    /// <param name="sample">How many runs.</param>
    /// <param name="seed">Chooses them.</param>
    /// <param name="backend">Whose kernels train them; null: the record's.</param>
    /// <param name="workers">Processes side by side.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public static async Task<int> RunAsync(
        string name, int sample, int seed, string? backend, int workers, TextWriter output, CancellationToken cancellation)
    {
        var record = StudyStatus.Recorded(name);
        var (rows, recorded) = (Drawn(record, sample, seed), StudyCatalogue.Named(name) with { Backend = record.Rows[0].Backend, Precision = record.Rows[0].Precision });
        using var data = recorded.Data.Load();
        if (rows.Select(row => row.Run).Except(recorded.Runs(data.Identity).Select(place => place.Hash)).Any())
        {
            throw new WorkbenchException($"the recorded runs of {name} are not those of the study's present definition; record it again");
        }

        var study = recorded with { Backend = backend ?? recorded.Backend };
        if (Backends.NoteOn(study.Backend) is { } note)
        {
            await output.WriteLineAsync(note);
        }

        var places = study.Runs(data.Identity).Where(place => rows.Any(row => IsAt(row, place.Arm.Name, place.Arm.Group, place.Spec.Seed))).ToArray();
        var folder = Directory.CreateTempSubdirectory("verify-");
        try
        {
            var store = new RunStore(Path.Combine(folder.FullName, "runs"));
            using (var display = ProgressDisplay.Start(AnsiConsole.Console, $"verify {name}"))
            {
                await new RunPool(store, workers, display).TrainAllAsync(PooledRun.Of(study with { Observers = [] }, data.TrainingCount, places), cancellation);
            }

            var repeated = StudyRecord.Of(study with { Observers = [] }, places.Select(place => (place, store.Find(place.Spec, study.MayDiverge)!)));
            return Compare(record, rows, repeated, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<StudyRow> Drawn(StudyRecord record, int sample, int seed)
    {
        var rows = record.Rows.ToArray();
        new RandomStreams(seed).Open("verify").Shuffle<StudyRow>(rows);
        return [.. rows.Take(sample)];
    }

    private static int Compare(StudyRecord record, IReadOnlyList<StudyRow> rows, StudyRecord repeated, TextWriter output)
    {
        var outcome = record.Protocol.Outcome;
        var cells = new List<string[]>();
        var failed = 0;
        foreach (var row in rows)
        {
            var again = repeated.Rows.First(other => IsAt(row, other.Arm, other.Group, other.Seed));
            var same = again.Backend == row.Backend && repeated.Environments[again.Environment].IsSameMachine(record.Environments[row.Environment]);
            int? differ = record.TestCorrect.Count > 0 && repeated.TestCorrect.Count > 0 ? Bits(record, row).Zip(Bits(repeated, again)).Count(pair => pair.First != pair.Second) : null;
            var (then, now) = (row.Number(outcome), again.Number(outcome));
            var holds = same ? differ is null or 0 && Written(then) == Written(now) : row.Diverged == again.Diverged && !(Math.Abs(then - now) > Tolerance);
            failed += holds ? 0 : 1;
            cells.Add(
            [
                row.Arm,
                row.Group,
                CellText.Whole(row.Seed),
                row.Diverged ? Diverged : Wording.Percent(then),
                again.Diverged ? Diverged : Wording.Percent(now),
                differ is { } images ? CellText.Whole(images) : "",
                same ? "the same" : "another",
                holds ? "holds" : "differs",
            ]);
        }

        Table.Of(["Arm", "Group", "#Seed", "#Recorded %", "#Now %", "#Images that differ", "Environment", "Verdict"], cells).Write(output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"In the environment of the record, with its backend ({record.Rows[0].Backend}), the outcome ({outcome.Replace('_', ' ')}) must be the same number and every image must agree; in another it must lie within {100 * Tolerance:0.0} points."));
        return failed == 0 ? 0 : CommandLine.Failed;
    }

    private static bool IsAt(StudyRow row, string arm, string group, int seed) => (row.Arm, row.Group, row.Seed) == (arm, group, seed);

    private static IReadOnlyList<bool> Bits(StudyRecord record, StudyRow row) =>
        record.TestCorrect[record.Rows.Index().First(item => item.Item.Run == row.Run).Index];

    // As the record's table has it.
    private static string Written(double value) => value.ToString(CsvFrame.Number, CultureInfo.InvariantCulture);
}

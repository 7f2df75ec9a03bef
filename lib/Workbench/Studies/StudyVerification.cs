using System.Globalization;
using Sandglass;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Training;
using Spectre.Console;
using Workbench.Progress;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Studies;

/// <summary>Trains some runs of a recorded study again, into a folder that is then removed, and compares.</summary>
internal static class StudyVerification
{
    /// <summary>Another machine or version may differ by this much in test accuracy; the recording one not at all. Runs of
    /// equal seeds on other hardware part after some steps, and then differ as other seeds do.</summary>
    public const double Tolerance = 0.015;

    public static async Task<int> RunAsync(
        string name, int sample, int seed, int workers, TextWriter output, CancellationToken cancellation)
    {
        var record = RecordedStudy.Find(name) ?? throw new WorkbenchException(
            $"the study '{name}' is not recorded; record it with 'workbench study run {name} --record'");
        var rows = Drawn(record, sample, seed);
        var study = StudyCatalogue.Named(name);
        var places = StudyStatus.Grid(study).Where(place => rows.Any(row => row.Run == place.Spec.Hash)).ToArray();
        if (places.Length < rows.Count)
        {
            throw new WorkbenchException($"the recorded runs of {name} are not those that the study names today; record it anew");
        }

        var folder = Directory.CreateTempSubdirectory("verify-");
        try
        {
            var store = new RunStore(Path.Combine(folder.FullName, "runs"));
            using (var display = ProgressDisplay.Start(AnsiConsole.Console, $"verify {name}"))
            {
                await new RunPool(workers, display).TrainAllAsync(PooledRun.Of(study, store, places), cancellation);
            }

            return Compare(record, rows, places.ToDictionary(p => p.Spec.Hash, p => store.Find(p.Spec)!), output);
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

    private static int Compare(
        StudyRecord record, IReadOnlyList<StudyRow> rows, Dictionary<string, Run> runs, TextWriter output)
    {
        var table = TextTable.Of("Arm", "Group", "#Seed", "#Recorded %", "#Now %", "#Images that differ", "Environment", "Verdict");
        var failed = 0;
        foreach (var row in rows)
        {
            var run = runs[row.Run];
            var same = run.Summary.Environment == record.Environments[row.Environment];
            var recorded = record.TestCorrect[record.Rows.Index().First(item => item.Item == row).Index];
            var differ = recorded.Zip(run.TestCorrect()).Count(pair => pair.First != pair.Second);
            var holds = same ? differ == 0 : Math.Abs(row.TestAccuracy - run.Summary.TestAccuracy) <= Tolerance;
            failed += holds ? 0 : 1;
            table.Add(
                row.Arm,
                row.Group,
                Wording.Grouped(row.Seed),
                Accuracy(row.TestAccuracy),
                Accuracy(run.Summary.TestAccuracy),
                Wording.Grouped(differ),
                same ? "the same" : "another",
                holds ? "holds" : "differs");
        }

        table.Write(output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"In the environment of the record every image must agree; in another, test accuracy within {100 * Tolerance:0.0} points."));
        return failed == 0 ? 0 : CommandLine.Failed;
    }

    private static string Accuracy(double accuracy) => (100 * accuracy).ToString("0.00", CultureInfo.InvariantCulture);
}

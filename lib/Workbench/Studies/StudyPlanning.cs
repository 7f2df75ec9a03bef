using System.Globalization;
using Sandglass;
using Sandglass.Data;
using Sandglass.Paper;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>Plans a study for the time that there is, and says what it will be able to decide.</summary>
internal static class StudyPlanning
{
    // Where neither the study nor the standard comparison was recorded: the spread between seeds of the latter.
    private const string Pilot = "blocks-standard";

    public static Study Plan(
        Study study, TimeSpan time, int workers, RunStore store, TextWriter output, CancellationToken cancellation)
    {
        using var data = study.Data.Load();
        output.WriteLine("measuring the speed of every arm");
        var clock = TimeProvider.System.GetTimestamp();
        var times = Times(study, data, store, cancellation);
        var left = time - TimeProvider.System.GetElapsedTime(clock);
        var plan = TimePlan.Fit(study, left, workers, times, data.Identity, place => study.IsFinished(place, store));
        var epochs = plan.Study.Arms.Max(arm => arm.Recipe.Epochs);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"plan for {time.TotalMinutes:0.#} minutes: {plan.Study.Seeds.Count} of {study.Seeds.Count} seeds, {epochs} of {study.Arms.Max(arm => arm.Recipe.Epochs)} epochs, about {plan.Expected.TotalMinutes:0.0} minutes"));
        WriteDecidable(plan, output);
        return plan.Study;
    }

    // As finished runs took; else measured here; what needs another run first, as the recorded study took, or by its work
    // beside that of another recorded arm.
    private static Dictionary<StudyArm, TrainingTime> Times(Study study, IRunData data, RunStore store, CancellationToken cancellation)
    {
        var grid = study.Runs(data.Identity);
        var (finished, record) = (study.Finished(grid, store), RecordedStudy.Find(study.Name));
        var times = new Dictionary<StudyArm, TrainingTime>();
        foreach (var arm in study.Arms.OrderBy(arm => arm.Task.Needs.Count))
        {
            var (run, row) = (finished.FirstOrDefault(item => item.Place.Arm == arm && item.Run.Divergence is null).Run, record is null ? null : RowFor(arm, study, record));
            var epochs = arm.Recipe.Epochs;
            times[arm] = run is not null && arm.Task.Needs.Count == 0 ? TrainingTime.Of(run.Seconds, epochs)
                : arm.Task.Needs.Count == 0 ? TrainingTime.Measure(grid.First(place => place.Arm == arm).Spec, data, cancellation)
                : row is not null ? AsRecorded(arm, data.TrainingCount, row, StudyCatalogue.Named(study.Name))
                : throw new WorkbenchException($"the time of {arm} is not known: it depends on another run, and '{study.Name}' is not recorded; run it without --minutes");
        }

        return times;
    }

    private static StudyRow? RowFor(StudyArm arm, Study study, StudyRecord record) => record.Rows
        .Where(row => row.Cells.ContainsKey(StudyRow.NeededRuns) && study.Arms.Any(other => (other.Name, other.Group) == (row.Arm, row.Group)))
        .OrderByDescending(row => (row.Arm, row.Group) == (arm.Name, arm.Group)).FirstOrDefault();

    // A smaller study of the same name takes its share of the work, and so does another arm.
    private static TrainingTime AsRecorded(StudyArm arm, int images, StudyRow row, Study recorded)
    {
        using var data = recorded.Data.Load();
        var whole = recorded.Arms.First(other => (other.Name, other.Group) == (row.Arm, row.Group));
        double Needed(StudyArm of, int count) => of.Task.Needs.Sum(need => need.Task.Work(need.Recipe, count));
        var own = row.Seconds * arm.Task.Work(arm.Recipe, images) / whole.Task.Work(whole.Recipe, data.TrainingCount);
        var before = row.Number("needed_seconds") * Needed(arm, images) / Needed(whole, data.TrainingCount);
        return TrainingTime.Of(own, arm.Recipe.Epochs, before);
    }

    private static void WriteDecidable(TimePlan plan, TextWriter output)
    {
        if ((RecordedStudy.Find(plan.Study.Name) ?? RecordedStudy.Find(Pilot)) is not { } pilot)
        {
            output.WriteLine("no recorded study shows a spread, so what this one can decide is not known");
            return;
        }

        var spread = pilot.WithoutImages.Verdicts().Max(outcome => outcome.Test.Spread);
        foreach (var primary in plan.Study.Comparisons.Select(c => c.IsPrimary).Distinct())
        {
            output.WriteLine(plan.Decidable(spread, primary) is { } decidable
                ? string.Create(CultureInfo.InvariantCulture,
                    $"{(primary ? "primary" : "other")} comparisons: differences of at least {Wording.Points(decidable)} points are decided with a power of 80 % (margin {100 * plan.Study.Margin:0.0}, spread {Wording.Points(spread)} as in {pilot.Protocol.Name})")
                : $"{(primary ? "primary" : "other")} comparisons: one seed decides nothing");
        }
    }
}

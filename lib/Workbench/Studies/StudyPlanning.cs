using System.Globalization;
using Sandglass.Data;
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
        using var data = study.Preset.LoadData();
        output.WriteLine("measuring the speed of every arm");
        var clock = TimeProvider.System.GetTimestamp();
        var speeds = study.Arms.ToDictionary(arm => arm, arm => SpeedOf(arm, study, data, store, cancellation));
        var left = time - TimeProvider.System.GetElapsedTime(clock);
        var plan = TimePlan.Fit(study, left, workers, speeds, data, place => study.IsFinished(place, store.Find(place.Spec)));
        var epochs = plan.Study.Arms.Max(arm => arm.Recipe.Epochs);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"plan for {time.TotalMinutes:0.#} minutes: {plan.Study.Seeds.Count} of {study.Seeds.Count} seeds, {epochs} of {study.Arms.Max(arm => arm.Recipe.Epochs)} epochs, about {plan.Expected.TotalMinutes:0.0} minutes"));
        WriteDecidable(plan, output);
        return plan.Study;
    }

    private static TrainingSpeed SpeedOf(
        StudyArm arm, Study study, DatasetSplits data, RunStore store, CancellationToken cancellation)
    {
        var identity = DataIdentity.Of(data);
        var finished = study.Seeds
            .Select(seed => store.Find(new RunSpec(arm.Match.Plan, arm.Recipe, identity, seed)))
            .FirstOrDefault(run => run is not null);
        return finished is null
            ? TrainingSpeed.Measure(arm, data, cancellation)
            : TrainingSpeed.Of(finished, data.Validation.Count);
    }

    private static void WriteDecidable(TimePlan plan, TextWriter output)
    {
        if ((RecordedStudy.Find(plan.Study.Name) ?? RecordedStudy.Find(Pilot)) is not { } pilot)
        {
            output.WriteLine("no study is recorded whose spread would tell what this one can decide");
            return;
        }

        var spread = ComparisonOutcome.Of(pilot).Max(outcome => outcome.Test.Spread);
        foreach (var primary in plan.Study.Comparisons.Select(c => c.IsPrimary).Distinct())
        {
            output.WriteLine(plan.Decidable(spread, primary) is { } decidable
                ? string.Create(CultureInfo.InvariantCulture,
                    $"{(primary ? "primary" : "other")} comparisons: differences from {Wording.Points(decidable)} points on are decided with a chance of 80 % (margin {100 * plan.Study.Margin:0.0}, spread {Wording.Points(spread)} as in {pilot.Protocol.Name})")
                : $"{(primary ? "primary" : "other")} comparisons: one seed decides nothing");
        }
    }
}

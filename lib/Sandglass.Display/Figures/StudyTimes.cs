using Sandglass.Display.Charts;
using Sandglass.Paper;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Display.Figures;

/// <summary>How long one image takes through the networks of a study on this machine.</summary>
internal static class StudyTimes
{
    // Enough for a median that barely moves, and a few seconds for nine networks.
    private const int Rounds = 100;

    /// <summary>Test accuracy against milliseconds, measured now.</summary>
    /// <exception cref="WorkbenchException">An arm's network is not known: of a recorded study only the named ones are.</exception>
    public static Figure Plot(StudyRecord study, IReadOnlyList<ComparisonRow> rows)
    {
        var arms = StudyCatalogue.Named(study.Protocol.Name).Arms;
        NetworkPlan[] plans =
        [
            .. rows.Select(row => arms.FirstOrDefault(arm => arm.Name == row.Arm && arm.Group == row.Budget)?.Task is Classification task
                ? task.Plan
                : throw new WorkbenchException($"the study '{study.Protocol.Name}' keeps no network of the arm {row.Arm}, so it cannot be timed; draw it against multiply_adds or parameters")),
        ];
        return ComparisonFigures.AccuracyAgainstMilliseconds([.. rows.Zip(InferenceTime.Measure(plans, Rounds), (row, time) => (row, time.Milliseconds))]);
    }
}

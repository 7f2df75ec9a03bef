using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Studies;

namespace Sandglass;

/// <summary>Draws a study in a line.</summary>
public static class StudyFigures
{
    /// <summary>The planned comparisons: a difference with its corrected interval a row, the margin as a band, and the published effect where the paper states one.</summary>
    /// <param name="study">The study.</param>
    /// <exception cref="ArgumentException">It planned no comparison, or none of its runs is finished.</exception>
    public static Figure Differences(this StudyRecord study) => DifferenceFigures.Of(study);

    /// <summary>What each arm reached: against multiply-adds where there are several budgets with an arm of each family, or runs of
    /// one's own; of a sweep the validation accuracy against the learning rate; of changes to the same networks what each costs every family;
    /// else a row an arm.</summary>
    /// <param name="study">A study whose outcome is a fraction.</param>
    /// <exception cref="ArgumentException">It has no run.</exception>
    public static Figure Accuracy(this StudyRecord study)
    {
        if (LearningRateFigure.Fits(study))
        {
            return LearningRateFigure.Of(study);
        }

        if (ChangeFigures.Fits(study))
        {
            return ChangeFigures.Of(study);
        }

        // Cost tells arms apart only where there are budgets, and a line joins one arm of each.
        var isOfBudgets = study.IsOfBlocks && study.Rows.DistinctBy(row => row.Group).Count() > 1
            && study.Rows.GroupBy(row => (row.Group, row.Family)).All(family => family.DistinctBy(row => row.Arm).Count() == 1);
        return isOfBudgets || (study.IsOfBlocks && study.Own.Count > 0) ? study.Plot() : ArmFigures.Of(study);
    }

    /// <summary>Test accuracy against a cost, a point an arm with its interval over seeds.</summary>
    /// <param name="study">The study.</param>
    /// <param name="x">The cost: <c>multiply_adds</c>, <c>parameters</c>, or <c>milliseconds</c> of one image, which are measured on one
    /// thread of this machine and differ from call to call.</param>
    /// <exception cref="WorkbenchException">There is no such cost, or no run.</exception>
    public static Figure Plot(this StudyRecord study, string x = "multiply_adds")
    {
        if (study.Rows.Count == 0)
        {
            throw new WorkbenchException($"the study '{study.Protocol.Name}' has no finished run; run it first");
        }

        var arms = study.Summary().ToLookup(row => study.Own.Contains(row.Arm));
        ComparisonRow[] families = [.. arms[false]], own = [.. arms[true]];
        return x switch
        {
            "multiply_adds" => ComparisonFigures.AccuracyAgainstMultiplyAdds(families, own),
            "parameters" => ComparisonFigures.AccuracyAgainstParameters(families, own),
            "milliseconds" => StudyTimes.Plot(study, [.. families, .. own]),
            _ => throw new WorkbenchException($"accuracy can be drawn against multiply_adds, parameters or milliseconds, not '{x}'"),
        };
    }

    /// <summary>What was measured inside its networks.</summary>
    /// <param name="study">A study with diagnostics, such as <c>inside</c>.</param>
    /// <exception cref="WorkbenchException">A table is damaged.</exception>
    public static Diagnostics Diagnostics(this StudyRecord study) => new(study);
}

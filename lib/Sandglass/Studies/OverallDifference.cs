using Sandglass.Statistics;

namespace Sandglass.Studies;

/// <summary>The difference of two arms in several cells, a cell being a group (a budget) of a study (a set of images), under one hierarchical model.</summary>
/// <param name="Cells">The cells, in the order of the studies and their groups.</param>
/// <param name="Model">What they say together.</param>
internal sealed record OverallDifference(IReadOnlyList<OverallDifference.Cell> Cells, RandomEffects Model)
{
    /// <summary>The difference in one cell.</summary>
    /// <param name="Study">Name of the study.</param>
    /// <param name="Outcome">First minus second over its seeds.</param>
    internal sealed record Cell(string Study, ComparisonOutcome Outcome)
    {
        /// <summary>Such as <c>blocks at 0.4x</c>.</summary>
        public string Name => Outcome.Planned.Group is { Length: > 0 } group ? $"{Study} at {group}" : Study;
    }

    /// <summary>Fits the model to all groups that have both arms.</summary>
    /// <param name="studies">Recorded studies with the same outcome.</param>
    /// <param name="first">The arm whose outcome is taken…</param>
    /// <param name="second">…minus that of this one.</param>
    /// <exception cref="WorkbenchException">Outcomes differ, arms are missing, a run would count twice, or there are too few cells or seeds.</exception>
    public static OverallDifference Of(IReadOnlyList<StudyRecord> studies, string first, string second)
    {
        RequireOneOutcome(studies);
        RequireOwnRuns(studies, first, second);
        Cell[] cells = [.. studies.SelectMany(study => CellsOf(study.WithoutImages, first, second))];
        if (cells.FirstOrDefault(cell => !(cell.Outcome.Test.Spread > 0)) is { } single)
        {
            throw new WorkbenchException($"{single.Name} has no spread between seeds of {first} and {second}, and so no standard error; leave this study out");
        }

        return cells.Length < 2
            ? throw new WorkbenchException($"{first} and {second} stand in {cells.Length} cell of {Names(studies)}, and the model needs two or more; add a study")
            : new OverallDifference(cells, RandomEffects.Of([.. cells.Select(cell => (cell.Outcome.Test.Difference.Mean, cell.Outcome.Test.Spread / Math.Sqrt(cell.Outcome.Test.Pairs)))]));
    }

    private static Cell[] CellsOf(StudyRecord study, string first, string second)
    {
        Cell[] cells =
        [
            .. study.Rows.Select(row => row.Group).Distinct()
                .Select(group => study.Of(first, group).Count == 0 || study.Of(second, group).Count == 0 ? null : ComparisonOutcome.Of(study, study.Protocol.Outcome, group, first, second))
                .OfType<ComparisonOutcome>().Select(outcome => new Cell(study.Protocol.Name, outcome)),
        ];
        return cells.Length > 0 ? cells : throw new WorkbenchException(
            $"the study '{study.Protocol.Name}' has no seed of both {first} and {second}; its arms are {string.Join(", ", study.Rows.Select(row => row.Arm).Distinct())}");
    }

    private static void RequireOneOutcome(IReadOnlyList<StudyRecord> studies)
    {
        if (studies.FirstOrDefault(study => study.Protocol.Outcome != studies[0].Protocol.Outcome) is { } other)
        {
            throw new WorkbenchException(
                $"the outcome of the study '{other.Protocol.Name}' is {other.Protocol.Outcome} and that of '{studies[0].Protocol.Name}' is {studies[0].Protocol.Outcome}; take studies of one outcome");
        }
    }

    private static void RequireOwnRuns(IReadOnlyList<StudyRecord> studies, string first, string second)
    {
        var shared = studies.SelectMany(study => study.Rows.Where(row => row.Arm == first || row.Arm == second).Select(row => (Study: study.Protocol.Name, row.Run)))
            .GroupBy(row => row.Run, row => row.Study).FirstOrDefault(run => run.Count() > 1);
        if (shared is not null)
        {
            throw new WorkbenchException($"the studies {string.Join(" and ", shared)} hold the same run {shared.Key}, which would count twice; leave one of them out");
        }
    }

    private static string Names(IReadOnlyList<StudyRecord> studies) => string.Join(", ", studies.Select(study => study.Protocol.Name));
}

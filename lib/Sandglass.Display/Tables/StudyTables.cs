using System.Globalization;
using Sandglass.Display;
using Sandglass.Paper;
using Sandglass.Studies;
using static Sandglass.Display.CellText;

namespace Sandglass;

/// <summary>What a recorded study says, also beside others and beside published numbers, as tables to end a cell with.</summary>
public static partial class StudyTables
{
    private const string Yes = "yes";
    private static readonly string[] Recipe = ["epochs", "learning_rate"];

    /// <summary>What was written down before the runs: the question, the margin, the seeds and the comparisons.</summary>
    /// <param name="study">The study.</param>
    public static Table Design(this StudyRecord study)
    {
        var protocol = study.Protocol;
        return Table.Facts(
        [
            ("question", protocol.Question),
            ("margin", string.Create(CultureInfo.InvariantCulture, $"{100 * protocol.Margin:0.0#} points of {protocol.Outcome.Replace('_', ' ')}")),
            ("seeds", string.Join(", ", protocol.Seeds)),
            .. Recipe.Select(column => (column.Replace('_', ' '), Values(study, row => row.Number(column)))),
            .. protocol.Comparisons.GroupBy(planned => planned.IsPrimary).OrderByDescending(family => family.Key).Select(family => (
                family.Key ? "primary comparisons (*)" : "other comparisons",
                string.Join("; ", family.GroupBy(planned => (planned.First, planned.Second)).Select(pair => $"{pair.Key.First} − {pair.Key.Second}{Groups(pair)}")))),
        ]);
    }

    /// <summary>Mean validation accuracy by arm, budget and learning rate, the best of each row marked; no mean where a run diverged.</summary>
    /// <param name="sweep">A study with several learning rates, such as <c>learning-rate</c>.</param>
    public static Table LearningRates(this StudyRecord sweep)
    {
        var rates = sweep.Rows.Select(row => row.LearningRate).Distinct().Order().ToArray();
        var arms = sweep.Rows.GroupBy(row => (row.Arm, Budget: LearningRateSweep.Budget(row))).Select(arm => (
            Name: $"{arm.Key.Arm} at {arm.Key.Budget}",
            Means: rates.Select(rate => arm.Where(row => row.LearningRate == rate).Select(row => row.ValidationAccuracy).DefaultIfEmpty(double.NaN).Average()).ToArray())).ToArray();
        arms = [.. arms, ("mean", [.. rates.Index().Select(rate => arms.Average(arm => arm.Means[rate.Index]))])];
        return Table.Of(
            ["learning rate", .. rates.Select(rate => $"#{rate.ToString(CultureInfo.InvariantCulture)}")],
            arms.Select(arm => (string[])[arm.Name, .. arm.Means.Select(mean => double.IsNaN(mean) ? "" : $"{(mean == arm.Means.Max() ? "● " : "")}{Percent(mean)}")])) with
        {
            Legend = $"Validation accuracy, mean over {Count(sweep.Protocol.Seeds.Count, "seed")}. ●: the best of a row.{Diverged(sweep)}",
        };
    }

    /// <summary>
    /// Which arms are on the Pareto front: no other arm costs less and is at least as accurate. By mean test accuracy, once over
    /// multiply-adds and once over parameters, cheapest first.
    /// </summary>
    /// <param name="study">The study.</param>
    public static Table ParetoFronts(this StudyRecord study)
    {
        var arms = study.Summary();
        bool IsOnFront(ComparisonRow arm, Func<ComparisonRow, long> cost) =>
            !arms.Any(other => cost(other) < cost(arm) && other.TestAccuracy.Mean >= arm.TestAccuracy.Mean);
        string Mark(ComparisonRow arm, Func<ComparisonRow, long> cost) => IsOnFront(arm, cost) ? Yes : "";
        return Table.Of(
            ["arm", "group", "#multiply-adds", "#parameters", "#test accuracy", "front over multiply-adds", "front over parameters"],
            arms.OrderBy(arm => arm.MultiplyAdds).Select(arm => (string[])
            [
                arm.Arm, arm.Budget, Whole(arm.MultiplyAdds), Whole(arm.Parameters), Percent(arm.TestAccuracy.Mean), Mark(arm, row => row.MultiplyAdds), Mark(arm, row => row.Parameters),
            ]));
    }

    private static string Diverged(StudyRecord study) =>
        study.Rows.Count(row => row.Diverged) is > 0 and var runs ? $" Empty where a run diverged ({runs} of {study.Rows.Count})." : "";

    private static string Groups(IEnumerable<PlannedComparison> comparisons) =>
        comparisons.Select(planned => planned.Group).Where(group => group.Length > 0).ToArray() is { Length: > 0 } groups ? $" at {string.Join(", ", groups)}" : "";

    internal static string Values(StudyRecord study, Func<StudyRow, double> of) =>
        string.Join(", ", study.Rows.Select(of).Distinct().Order().Select(value => value.ToString(CultureInfo.InvariantCulture)));

    private static string Count(int number, string of) => $"{number} {of}{(number == 1 ? "" : "s")}";
}

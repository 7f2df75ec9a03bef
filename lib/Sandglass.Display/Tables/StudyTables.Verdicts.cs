using System.Globalization;
using Sandglass.Display;
using Sandglass.Display.Tables;
using Sandglass.Paper;
using Sandglass.Studies;

namespace Sandglass;

public static partial class StudyTables
{
    /// <summary>The planned comparisons of a study with the same differences in another one beside them.</summary>
    /// <param name="study">The study.</param>
    /// <param name="other">A study with arms of the same names, such as a shorter one.</param>
    public static Table Beside(this StudyRecord study, StudyRecord other)
    {
        var others = other.WithoutImages.Verdicts().ToDictionary(outcome => outcome.Planned);
        return Table.Of(
            ["comparison", $"#{study.Protocol.Name}", "verdict", $"#{other.Protocol.Name}", "verdict"],
            study.WithoutImages.Verdicts().Select(outcome => (string[])
            [
                OutcomeTable.Name(outcome), Signed(outcome), outcome.Words,
                .. others.TryGetValue(outcome.Planned, out var there) ? (string[])[Signed(there), there.Words] : ["", "not compared"],
            ])) with
        {
            Legend = $"Differences in points of {study.Protocol.Outcome.Replace('_', ' ')}. Epochs: {Values(study, row => row.Number("epochs"))} in {study.Protocol.Name}, {Values(other, row => row.Number("epochs"))} in {other.Protocol.Name}.",
        };
    }

    /// <summary>The planned comparisons with the published differences beside them, and how many pairs have the published order.</summary>
    /// <param name="study">The study.</param>
    /// <param name="table">A file of <c>data/paper</c> whose first column names arms of the study, with <c>top1_percent</c>.</param>
    /// <exception cref="WorkbenchException">The file is missing or damaged, names fewer than two of the arms, or the study has several budgets.</exception>
    public static Table BesidePublished(this StudyRecord study, string table)
    {
        var arms = study.Summary().ToLookup(row => row.Arm, row => 100 * row.TestAccuracy.Mean);
        if (arms.Any(arm => arm.Count() > 1))
        {
            throw new WorkbenchException($"the study '{study.Protocol.Name}' has its arms at several budgets, and {table} has one; take a study with one");
        }

        var ours = arms.ToDictionary(arm => arm.Key, arm => arm.Single());
        var published = PaperTable.Load(table).Numbers("top1_percent").Where(row => ours.ContainsKey(row.Key)).ToDictionary();
        if (published.Count < 2)
        {
            throw new WorkbenchException($"{table} names fewer than two arms of the study '{study.Protocol.Name}'; they are {string.Join(", ", ours.Keys)}");
        }

        var pairs = published.Keys.SelectMany((one, i) => published.Keys.Skip(i + 1).Select(other => (one, other))).ToArray();
        var agreeing = pairs.Count(pair => Math.Sign(published[pair.one] - published[pair.other]) == Math.Sign(ours[pair.one] - ours[pair.other]));
        return Table.Of(
            ["comparison", "#published, ImageNet", "#here", "#95 % over seeds", "verdict here"],
            study.WithoutImages.Verdicts().Where(outcome => published.ContainsKey(outcome.Planned.First) && published.ContainsKey(outcome.Planned.Second)).Select(outcome => (string[])
            [
                OutcomeTable.Pair(outcome),
                (published[outcome.Planned.First] - published[outcome.Planned.Second]).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture),
                Signed(outcome), OutcomeTable.Bounds(outcome), outcome.Words,
            ])) with
        {
            Legend = $"Differences in points of accuracy. Published order: {Ranked(published)}. Order here: {Ranked(ours)}. {agreeing} of {pairs.Length} pairs have the same order.",
        };
    }

    /// <summary>What several recorded studies ask, and what their planned comparisons came to.</summary>
    /// <param name="studies">Their names. One that was not recorded has a row that says so.</param>
    /// <exception cref="WorkbenchException">There is no such study, or it cannot be read.</exception>
    public static Table Answers(params IReadOnlyList<string> studies) => Table.Of(
        ["study", "comparison", "verdict", "#difference", "#95 % over seeds", "#seeds"],
        studies.SelectMany(name => Rows(name, RecordedStudy.Find(name)))) with
    {
        Legend = string.Join('\n', studies.Select(name => $"{name}: {StudyCatalogue.Named(name).Question}")
            .Append("Differences in points of test accuracy, paired by seed. Verdicts are corrected for the number of comparisons of a study (Holm), intervals are not.")),
    };

    /// <summary>The verdicts of the primary comparisons in a line a group.</summary>
    /// <param name="study">The study.</param>
    public static string InWords(this StudyRecord study) => string.Join('\n', study.WithoutImages.Verdicts().Where(outcome => outcome.Planned.IsPrimary)
        .GroupBy(outcome => (outcome.Planned.Group, outcome.Planned.First))
        .Select(group => $"{(group.Key.Group.Length > 0 ? $"At {group.Key.Group} " : "")}{group.Key.First} is {string.Join(" and ", group.Select(outcome => $"{outcome.Words} (against {outcome.Planned.Second})"))}."));

    private static IEnumerable<IReadOnlyList<string>> Rows(string name, StudyRecord? record) => record is null
        ? [[name, "", RecordedStudy.NotRecorded(name), "", "", ""]]
        : record.WithoutImages.Verdicts().Select(outcome => (string[])[name, OutcomeTable.Pair(outcome), outcome.Words, Signed(outcome), OutcomeTable.Bounds(outcome), CellText.Whole(outcome.Test.Pairs)]);

    private static string Signed(ComparisonOutcome outcome) => outcome.Column.Signed(outcome.Test.Difference.Mean);

    private static string Ranked(IEnumerable<KeyValuePair<string, double>> accuracies) => string.Join(" < ", accuracies.OrderBy(arm => arm.Value).Select(arm => arm.Key));
}

using Sandglass.Display;
using Sandglass.Search.Studies;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass;

public static partial class SearchRecords
{
    private static readonly string[] EffortColumns = ["search", "#seconds of search", "#multiply-adds of search"];

    /// <summary>What each arm found: test accuracy trained from scratch, cost, and on how many edges a sandglass stands; and what its search cost.</summary>
    /// <param name="study">The study <c>search</c>.</param>
    /// <exception cref="WorkbenchException">It is another study.</exception>
    public static Table SearchSummary(this StudyRecord study) => Table.Of(
        ["arm", "#test accuracy", "#95 % interval", "#parameters", "#multiply-adds", "#sandglasses", .. EffortColumns, "#seeds"],
        study.Rows.GroupBy(row => row.Arm).Select(arm => (arm.Key, Rows: arm.ToArray(), Accuracy: TInterval.OfMean([.. arm.Select(row => 100 * row.TestAccuracy)]))).Select(arm => (string[])
        [
            arm.Key,
            FormattableString.Invariant($"{arm.Accuracy.Mean:0.00} %"),
            FormattableString.Invariant($"{arm.Accuracy.Low:0.00} % to {arm.Accuracy.High:0.00} %"),
            FormattableString.Invariant($"{arm.Rows.Average(row => row.Parameters):n0}"),
            FormattableString.Invariant($"{arm.Rows.Average(row => row.MultiplyAdds) / 1e6:0.00} M"),
            FormattableString.Invariant($"{arm.Rows.Average(row => row.Number("blocks")):0.0}"),
            .. Effort(study, arm.Key),
            string.Join(' ', arm.Rows.Select(row => row.Seed)),
        ])) with
    {
        Legend = string.Join(' ', (string[])["Means over seeds. Sandglasses: of the 16 edges of both cells.", .. Saved(study)]),
    };

    /// <summary>Rank correlation of scores without training with the accuracy of the random candidates, within seeds.</summary>
    /// <param name="study">The study <c>search</c>.</param>
    /// <exception cref="WorkbenchException">The table is damaged.</exception>
    public static Table ScoreCorrelations(this StudyRecord study) => Table.Of(
        ["cells of", "score", "#rank correlation", "#95 % interval over seeds", "verdict"],
        ScoreCorrelation.Of(study).Select(found => (string[])[found.Arm, found.Score, found.Mean, found.Bounds, found.Verdict])) with
    {
        Legend = $"With the accuracy of {study.RandomCandidates().Count} random cells after a short training (Spearman within seeds). Undecided where the interval holds zero; intervals are not corrected for the number of scores.",
    };

    /// <summary>What the searches of each arm cost.</summary>
    internal static Table SearchEfforts(this StudyRecord study) =>
        Table.Of(["arm", .. EffortColumns], study.Rows.Select(row => row.Arm).Distinct().Select(arm => (string[])[arm, .. Effort(study, arm)]));

    private static string[] Effort(StudyRecord study, string arm)
    {
        var effort = SearchEffort.Of(study, arm);
        return [effort.Words, FormattableString.Invariant($"{effort.Seconds:n0}"), FormattableString.Invariant($"{effort.MultiplyAdds / 1e9:n0} G")];
    }

    // As a ratio: what a network of a space with the block saves of one without, by search and by chance.
    private static IEnumerable<string> Saved(StudyRecord study) =>
        from pair in ((SearchArm With, SearchArm Without)[])[(SearchArm.WithSandglass, SearchArm.Original), (SearchArm.Random, SearchArm.RandomOriginal)]
        let saved = ComparisonOutcome.Of(study, ComparedColumn.LogarithmOf("parameters"), "", pair.Without.Name, pair.With.Name)
        where saved is not null
        let column = saved.Column with { IsSaving = true }
        select $"Parameters saved by {pair.With.Name}: {column.Signed(saved.Test.Difference.Mean)} % of those of {pair.Without.Name} ({column.Bounds(saved.Test.Difference)}, 95 % over seeds, a ratio): {Word(saved.Verdict)}.";

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Undecided => "undecided",
        Verdict.Equivalent => "equal within the margin",
        _ => "a difference",
    };
}

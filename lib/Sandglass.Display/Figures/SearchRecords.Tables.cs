using Sandglass.Display;
using Sandglass.Search.Studies;
using Sandglass.Search.Training;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass;

public static partial class SearchRecords
{
    private static readonly (string Name, Func<RandomCandidate, double> Of)[] Scores =
    [
        ("gradient norm", cell => cell.GradientNorm),
        ("SynFlow", cell => cell.LogSynFlow),
        ("parameters", cell => cell.Parameters),
        ("multiply-adds", cell => cell.MultiplyAdds),
    ];

    /// <summary>What each arm found: test accuracy trained from scratch, cost, and on how many edges a sandglass stands.</summary>
    /// <param name="study">The study <c>search</c>.</param>
    /// <exception cref="WorkbenchException">It is another study.</exception>
    public static Table SearchSummary(this StudyRecord study) => Table.Of(
        ["arm", "#test accuracy", "#95 % interval", "#parameters", "#multiply-adds", "#sandglasses", "#seeds"],
        study.Rows.GroupBy(row => row.Arm).Select(arm => (arm.Key, Rows: arm.ToArray(), Accuracy: TInterval.OfMean([.. arm.Select(row => 100 * row.TestAccuracy)]))).Select(arm => (string[])
        [
            arm.Key,
            FormattableString.Invariant($"{arm.Accuracy.Mean:0.00} %"),
            FormattableString.Invariant($"{arm.Accuracy.Low:0.00} % to {arm.Accuracy.High:0.00} %"),
            FormattableString.Invariant($"{arm.Rows.Average(row => row.Parameters):n0}"),
            FormattableString.Invariant($"{arm.Rows.Average(row => row.MultiplyAdds) / 1e6:0.00} M"),
            FormattableString.Invariant($"{arm.Rows.Average(row => row.Number("blocks")):0.0}"),
            string.Join(' ', arm.Rows.Select(row => row.Seed)),
        ])) with
    {
        Legend = $"Means over seeds. Sandglasses: of the 16 edges of both cells. {Saved(study)}",
    };

    /// <summary>Rank correlation of scores without training with the accuracy of the random candidates, within seeds.</summary>
    /// <param name="study">The study <c>search</c>.</param>
    /// <exception cref="WorkbenchException">The table is damaged.</exception>
    public static Table ScoreCorrelations(this StudyRecord study)
    {
        var candidates = study.RandomCandidates();
        return Table.Of(
            ["score", "#rank correlation", "#95 % interval over seeds"],
            from score in Scores
            let rho = candidates.RankCorrelationOf(score.Of)
            where rho is not null
            select (string[])[score.Name, FormattableString.Invariant($"{rho.Mean:0.00;−0.00}"), FormattableString.Invariant($"{rho.Low:0.00;−0.00} to {rho.High:0.00;−0.00}")]) with
        {
            Legend = $"With the accuracy of {candidates.Count} random cells after a short training (Spearman within seeds).",
        };
    }

    private static string Saved(StudyRecord study) =>
        ComparisonOutcome.Of(study, $"parameters/{SearchArm.Original.Name}", "", SearchArm.Original.Name, SearchArm.WithSandglass.Name) is { } saved
            ? $"Parameters saved by {SearchArm.WithSandglass.Name}: {saved.Column.Signed(saved.Test.Difference.Mean)} % of the mean of {SearchArm.Original.Name} ({saved.Column.Bounds(saved.Test.Difference)}, 95 % over seeds): {saved.Words}."
            : "";
}

using Sandglass.Display.Figures;
using Sandglass.Paper;

namespace Sandglass.Display.Formatters;

/// <summary>Claims with their verdicts, and the paper's tables.</summary>
internal static class ClaimFormatters
{
    public static void Register()
    {
        new Forms<ClaimAnswers>().Table(Rows);
        new Forms<PaperIndex>().Table(index => DataFrameFormatter.All(index.ToDataFrame()));
        new Forms<PaperTable>().Table(table => DataFrameFormatter.All(table.ToDataFrame()) with { Legend = LeftOut(table) });
        new Forms<ClaimAnswer>().Table(Facts);
        FigureFormatters.Register<IEnumerable<PublishedPoint>>(points => PaperFigures.AccuracyAgainstParameters([.. points]));
    }

    private static string LeftOut(PaperTable table) =>
        table.LeftOut > 0 ? FormattableString.Invariant($"Rows not shown: {table.LeftOut} ({Claim.Recollection})") : "";

    private static Table Rows(ClaimAnswers answers) => Table.Of(
        ["claim", "verdict", "#printed", "ours", "proxy", "paper", "known", "measured"],
        answers.Rows.Select(answer => (string[])
        [
            answer.Claim.Id,
            answer.VerdictWords,
            answer.Claim.Printed,
            answer.Ours,
            answer.ProxyWords,
            answer.Claim.Statement,
            answer.Claim.Known,
            answer.Proxy?.Ours ?? "",
        ]));

    private static Table Facts(ClaimAnswer answer) => Table.Facts(
        new (string What, string Value)[]
        {
            ("claim", answer.Claim.Id),
            ("the paper says", answer.Claim.Statement),
            ("where", answer.Claim.Place),
            ("printed", answer.Claim.Printed),
            ("known", answer.Claim.Known),
            ("found elsewhere", answer.Claim.Found),
            ("verdict", answer.VerdictWords),
            ("because", answer.Why),
            ("our own sentence", answer.Claim.ProxyStatement),
            ("measured", answer.Proxy?.Ours ?? ""),
            ("proxy", answer.ProxyWords),
            ("because", answer.Proxy?.Why ?? ""),
        }.Where(fact => fact.Value.Length > 0));
}

using Sandglass.Display;
using Sandglass.Paper;

namespace Workbench.Reports;

/// <summary>What would change the verdict on each of our own sentences, a row each.</summary>
internal static class ChangeTable
{
    private const string Legend = """
        Would be: the mean differences at which the rule of 'workbench claims' would give another verdict, if seeds, spread, the second arm and all other comparisons stayed as recorded; points of accuracy, or the unit of the sentence.
        A claim with several sentences needs all: any one contradicts it. Of several differences inside networks the least and the greatest are shown, and all are moved together.
        Seeds to decide: with a chance of 80 % at the recorded spread, whatever the verdict is now.
        """;

    /// <summary>Writes the sentences of a ledger within a width.</summary>
    public static void Write(TextWriter output, ClaimLedger ledger, int width) => Of(ledger, RecordedOutcomes.Load()).Write(output, width, 5, 0, 1);

    /// <summary>The table.</summary>
    /// <param name="ledger">The claims.</param>
    /// <param name="recorded">What was recorded.</param>
    public static Table Of(ClaimLedger ledger, RecordedOutcomes recorded) => Table.Of(
        ["Claim", "Sentence", "Verdict", "#Difference", "#Seeds", "Would be", "#Seeds to\ndecide"],
        from claim in ledger.Claims
        from sentence in claim.Proxies
        select Cells(claim.Id, sentence.WhatWouldChange(recorded))) with
    {
        Legend = Legend.ReplaceLineEndings("\n"),
    };

    private static string[] Cells(string claim, ProxyChange change) =>
    [
        claim,
        change.Sentence,
        change.Verdict == ProxyVerdict.NotRecorded ? "not recorded" : change.Verdict.ToString().ToLowerInvariant(),
        change.Measured,
        change.Seeds == 0 ? "" : CellText.Whole(change.Seeds),
        change.Otherwise,
        change.SeedsToDecide is { } seeds ? CellText.Whole(seeds) : "",
    ];
}

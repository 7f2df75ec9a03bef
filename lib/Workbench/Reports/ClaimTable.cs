using Sandglass.Display;
using Sandglass.Paper;

namespace Workbench.Reports;

/// <summary>Claims, a row each, after a summary.</summary>
internal static class ClaimTable
{
    private const string Legend = """
        Printed: what the paper prints; empty where no source confirms it. Ours: what arithmetic gives; a count holds if it is the
        printed number, rounded or cut off to the printed precision. supported*: smaller than published. 'workbench claims ID' explains one claim,
        'workbench claims TOPIC' shows one topic.
        """;

    /// <summary>Writes the answers within a width.</summary>
    public static void Write(TextWriter output, ClaimAnswers answers, int width)
    {
        Paragraph(answers.InWords());
        if (answers.Rows.DistinctBy(answer => answer.Claim.Topic).Count() > 1)
        {
            output.WriteLine();
            Topics(answers).Write(output, width, 0);
        }

        output.WriteLine();
        Rows(answers).Write(output, width, 2, 0);
        output.WriteLine();
        Paragraph(Legend.ReplaceLineEndings(" "));
        Paragraph(ProxyRule.Words);

        void Paragraph(string text)
        {
            foreach (var line in Fold.Lines(text, width))
            {
                output.WriteLine(line);
            }
        }
    }

    private static Table Topics(ClaimAnswers answers) => Table.Of(
        ["Topic", "#Claims", "#Hold", "#Do not\nhold", "#Not testable\nhere", "#Proxies\nsupported", "#Contra-\ndicted", "#Undecided"],
        answers.Rows.GroupBy(answer => answer.Claim.Topic).Select(topic =>
        {
            return (string[])
            [
                topic.Key, CellText.Whole(topic.Count()),
                Of(ClaimVerdict.Holds), Of(ClaimVerdict.DoesNotHold), Of(ClaimVerdict.NotTestable),
                By(ProxyVerdict.Supported), By(ProxyVerdict.Contradicted), By(ProxyVerdict.Undecided),
            ];

            string Of(ClaimVerdict verdict) => Count(topic.Count(answer => answer.Verdict == verdict));
            string By(ProxyVerdict verdict) => Count(topic.Count(answer => answer.Proxy?.Verdict == verdict));
        }));

    private static Table Rows(ClaimAnswers answers) => Table.Of(
        ["Claim", "Printed", "Ours", "Verdict", "Proxy"],
        answers.Rows.Select(answer => (string[])
        [
            answer.Claim.Id,
            answer.Claim.Printed == Claim.Recollection ? "" : answer.Claim.Printed,
            answer.Ours,
            answer.Verdict == ClaimVerdict.NotTestable ? "not testable" : answer.VerdictWords,
            answer.Proxy switch
            {
                { Verdict: ProxyVerdict.Undecided } => "undecided",
                { Verdict: ProxyVerdict.NotRecorded } => "not recorded",
                { IsSmallerThanPublished: true } => "supported*",
                _ => answer.ProxyWords,
            },
        ]));

    private static string Count(int number) => number == 0 ? "" : CellText.Whole(number);
}

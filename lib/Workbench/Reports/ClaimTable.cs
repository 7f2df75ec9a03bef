using Sandglass.Paper;

namespace Workbench.Reports;

/// <summary>All claims, a row each.</summary>
internal static class ClaimTable
{
    private const string Legend = """
        Printed: what the paper prints, where a source confirms it. Ours: what arithmetic gives; a count holds if, rounded or cut
        off to the printed precision, it is the printed number. 'workbench claims ID' explains one.
        """;

    public static void Write(TextWriter output, ClaimAnswers answers)
    {
        var table = TextTable.Of("Claim", "Printed", "Known", "Ours", "Verdict", "Proxy", "Measured", "Notebook cell");
        foreach (var answer in answers.Rows)
        {
            table.Add(
                answer.Claim.Id,
                answer.Claim.Printed,
                answer.Claim.Printed == Claim.Recollection ? "" : answer.Claim.Known,
                answer.Ours,
                answer.VerdictWords,
                answer.ProxyWords,
                answer.Proxy?.Ours ?? "",
                answer.Claim.Cell?.ToString() ?? "");
        }

        table.Write(output);
        output.WriteLine($"\n{answers.InWords()}\n{Legend}\n{ProxyRule.Words}");
    }
}

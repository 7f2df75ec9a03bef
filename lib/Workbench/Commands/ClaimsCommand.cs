using System.CommandLine;
using Sandglass;
using Sandglass.Paper;
using Workbench.Reports;

namespace Workbench.Commands;

/// <summary><c>workbench claims</c>: what the paper stakes, and what follows.</summary>
internal static class ClaimsCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Description = "one claim [default: all]", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var command = new Command("claims", "Show the paper's claims with their verdicts, or everything about one of them.") { id, json };
        command.SetAction(parsed =>
        {
            var ledger = ClaimLedger.Load();
            var output = parsed.InvocationConfiguration.Output;
            var answers = Chosen(ledger, parsed.GetValue(id)).Answer();
            if (parsed.GetValue(json))
            {
                ClaimReport.Write(output, answers);
            }
            else if (parsed.GetValue(id) is null)
            {
                ClaimTable.Write(output, answers);
            }
            else
            {
                ClaimView.Write(output, answers.Rows[0], ledger.SourcesOf(answers.Rows[0].Claim));
            }

            return 0;
        });
        return command;
    }

    private static ClaimLedger Chosen(ClaimLedger ledger, string? id)
    {
        try
        {
            return id is null ? ledger : ledger with { Claims = [ledger[id]] };
        }
        catch (WorkbenchException unknown)
        {
            throw new UsageException(unknown.Message, unknown);
        }
    }
}

using System.CommandLine;
using Sandglass.Paper;
using Workbench.Reports;

namespace Workbench.Commands;

/// <summary><c>workbench claims</c>: what the paper stakes, and what follows.</summary>
internal static class ClaimsCommand
{
    public static Command Create()
    {
        var topic = new Argument<string?>("topic")
        {
            Description = "a topic, a word, or the id of one claim [default: all claims]",
            HelpName = "TOPIC",
            Arity = ArgumentArity.ZeroOrOne,
        };
        topic.CompletionSources.Add(_ =>
        {
            var ledger = ClaimLedger.Load();
            return ledger.Topics.Concat(ledger.Claims.Select(claim => claim.Id));
        });
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var changes = new Option<bool>("--what-would-change") { Description = "show at which differences the verdicts on our own sentences would be others, and with how many seeds they are decided" };
        var command = new Command("claims", "Show the paper's claims and their verdicts: all of them, one topic, or one claim in full.") { topic, json, changes };
        command.SetAction(parsed =>
        {
            var (ledger, output) = (ClaimLedger.Load(), parsed.InvocationConfiguration.Output);
            var (asked, width) = (parsed.GetValue(topic), TerminalWidth.Of(output));
            var chosen = asked is null ? ledger : ledger.About(asked) ?? throw new UsageException(
                $"no claim has this id, topic or word: {Misuse.Quoted(asked)}{Misuse.Meant(asked, ledger.Topics) ?? "; 'workbench claims' lists all"}");
            if (parsed.GetValue(changes))
            {
                RequireSentences(chosen, parsed.GetValue(json));
                ChangeTable.Write(output, chosen, width);
                return 0;
            }

            var answers = chosen.Answer();
            if (parsed.GetValue(json))
            {
                ClaimReport.Write(output, answers);
            }
            else if (asked is not null && Is(chosen.Claims[0].Id, asked))
            {
                ClaimView.Write(output, answers.Rows[0], ledger.SourcesOf(answers.Rows[0].Claim), width);
            }
            else
            {
                ClaimTable.Write(output, answers, width);
            }

            return 0;
        });
        return command;
    }

    /// <exception cref="UsageException">There are none, or JSON is asked for.</exception>
    private static void RequireSentences(ClaimLedger chosen, bool asJson)
    {
        if (asJson || chosen.Claims.All(claim => claim.Proxies.Count == 0))
        {
            throw new UsageException(asJson
                ? "--json and --what-would-change cannot be combined; leave one out"
                : "no sentence about our own runs stands beside these claims; leave the topic out to see all");
        }
    }

    private static bool Is(string name, string asked) => name.Equals(asked, StringComparison.OrdinalIgnoreCase);
}

using System.Text;
using Sandglass.Paper;

namespace Sandglass.Display.Pages;

/// <summary>Claims as an HTML table: what the paper says, what was found, and the verdicts in words and colour.</summary>
internal static class ClaimsHtml
{
    private static readonly string[] Columns = ["The paper", "Printed", "Ours", "Verdict", "Our own runs"];

    /// <summary>The table.</summary>
    public static string Table(IEnumerable<ClaimAnswer> answers, Func<CellLink, string?> addressOf)
    {
        var html = new StringBuilder("<div class=\"scroll\">\n<table class=\"claims\">\n<thead>\n<tr>");
        html.AppendJoin("", Columns.Select(column => $"<th scope=\"col\">{column}</th>")).Append("</tr>\n</thead>\n<tbody>\n");
        html.AppendJoin("", answers.Select(answer => Row(answer, addressOf)));
        return html.Append("</tbody>\n</table>\n</div>\n").ToString();
    }

    private static string Row(ClaimAnswer answer, Func<CellLink, string?> addressOf)
    {
        var claim = answer.Claim;
        var address = claim.Cell is { } cell ? addressOf(cell) : null;
        return $"<tr id=\"{HtmlText.Encode(claim.Id)}\"><th scope=\"row\">{HtmlText.Encode(claim.Statement)}"
            + Note($"{claim.Id}, {claim.Place}")
            + (claim.Found.Length > 0 ? Note($"Found: {claim.Found}") : "")
            + (address is null ? "" : $"<a class=\"cell\" href=\"{HtmlText.Encode(address)}\">{HtmlText.Encode(claim.Cell!.ToString())}</a>")
            + $"</th><td>{HtmlText.Encode(claim.Printed)}{Note(Known(claim))}</td>"
            + $"<td>{HtmlText.Encode(answer.Ours)}</td>"
            + $"<td>{Badge(Class(answer.Verdict), answer.VerdictWords)}{Note(answer.Why)}</td>"
            + $"<td>{Proxy(answer)}</td></tr>\n";
    }

    private static string Known(Claim claim) =>
        claim.Printed == Claim.Recollection ? "" : $"{claim.Known} ({claim.Source})";

    private static string Proxy(ClaimAnswer answer) => answer.Proxy is not { } proxy ? ""
        : Badge(Class(proxy.Verdict), answer.ProxyWords)
            + (proxy.Ours.Length > 0 ? Note(proxy.Ours) : "")
            + Note(answer.Claim.ProxyStatement)
            + Note(proxy.Why);

    private static string Badge(string kind, string words) => $"<span class=\"verdict {kind}\">{HtmlText.Encode(words)}</span>";

    private static string Note(string words) => words.Length == 0 ? "" : $"<span class=\"unit\">{HtmlText.Encode(words)}</span>";

    private static string Class(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Holds => "yes",
        ClaimVerdict.DoesNotHold => "no",
        _ => "open",
    };

    private static string Class(ProxyVerdict verdict) => verdict switch
    {
        ProxyVerdict.Supported => "yes",
        ProxyVerdict.Contradicted => "no",
        _ => "open",
    };
}

using System.Text;
using Sandglass.Paper;
using WholeFiles;

namespace Sandglass.Display.Pages;

/// <summary>The claims of the paper with their verdicts, as a page for any browser.</summary>
internal static class ClaimsPage
{
    /// <summary>Name of the page's file.</summary>
    public const string File = "claims.html";

    private const string Title = "What the paper claims, and what follows";

    /// <summary>Writes the page; it needs no other file.</summary>
    /// <param name="directory">The folder; made when it is not there.</param>
    /// <param name="answers">The claims with their verdicts.</param>
    /// <param name="addressOf">Where the page of a notebook cell lies from this one, or null where there is none.</param>
    /// <param name="navigation">Links to other pages of the folder, as HTML.</param>
    /// <returns>The full path of the page.</returns>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public static string Write(string directory, ClaimAnswers answers, Func<CellLink, string?> addressOf, string navigation = "")
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(addressOf);
        var path = Path.GetFullPath(Path.Combine(directory, File));
        WholeFile.Write(path, ToHtml(answers, addressOf, navigation));
        return path;
    }

    private static string ToHtml(ClaimAnswers answers, Func<CellLink, string?> addressOf, string navigation)
    {
        var html = new StringBuilder(PageFrame.Head(Title, navigation: navigation))
            .Append($"<header>\n<h1>{Title}</h1>\n<p class=\"answer\">{HtmlText.Encode(answers.InWords())}</p>\n</header>\n")
            .Append("<section class=\"warnings\">\n<h2>How to read a verdict</h2>\n<ul>\n")
            .Append("<li>A count <em>holds</em> if the number of the network, rounded or cut off to the printed precision, is the printed one.</li>\n")
            .Append($"<li>{HtmlText.Encode(ProxyRule.Words)}</li>\n</ul>\n</section>\n");
        foreach (var topic in answers.Rows.GroupBy(row => row.Claim.Topic))
        {
            html.Append($"<section>\n<h2>{HtmlText.Encode(Heading(topic.Key))}</h2>\n").Append(Answers([.. topic], addressOf)).Append("</section>\n");
        }

        return html.Append(PageFrame.Foot).ToString();
    }

    private static string Heading(string topic) => CellText.Capital(topic.Replace('-', ' '));

    // What the paper says, what was found, and the verdicts in words and colour.
    private static string Answers(ClaimAnswer[] answers, Func<CellLink, string?> addressOf) => Table.Of(
        ["The paper", "Printed", "Ours", "Verdict", "Our own runs"],
        answers.Select(answer => (string[])
        [
            Statement(answer.Claim, addressOf),
            $"{HtmlText.Encode(answer.Claim.Printed)}{Note(Known(answer.Claim))}",
            HtmlText.Encode(answer.Ours),
            $"{Badge(Class(answer.Verdict), answer.VerdictWords)}{Note(answer.Why)}",
            Proxy(answer),
        ])).ToPage(" class=\"claims\"", row => HtmlText.Encode(answers[row].Claim.Id));

    private static string Statement(Claim claim, Func<CellLink, string?> addressOf)
    {
        var address = claim.Cell is { } cell ? addressOf(cell) : null;
        return HtmlText.Encode(claim.Statement)
            + Note($"{claim.Id}, {claim.Place}")
            + (claim.Found.Length > 0 ? Note($"Found: {claim.Found}") : "")
            + (address is null ? "" : $"<a class=\"cell\" href=\"{HtmlText.Encode(address)}\">{HtmlText.Encode(claim.Cell!.ToString())}</a>");
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

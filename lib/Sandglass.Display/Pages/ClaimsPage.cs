using System.Text;
using Sandglass.Paper;

namespace Sandglass.Display.Pages;

/// <summary>The claims of the paper with their verdicts, as a page for any browser.</summary>
public static class ClaimsPage
{
    /// <summary>Name of the page's file.</summary>
    public const string File = "claims.html";

    private const string Title = "What the paper claims, and what follows";

    /// <summary>Writes the page; it needs no other file.</summary>
    /// <param name="directory">The folder; made when it is not there.</param>
    /// <param name="answers">The answered claims.</param>
    /// <param name="addressOf">Where the page of a notebook cell lies from this one, or null where there is none.</param>
    /// <returns>The full path of the page.</returns>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public static string Write(string directory, ClaimAnswers answers, Func<CellLink, string?> addressOf)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(addressOf);
        var path = Path.GetFullPath(Path.Combine(directory, File));
        WholeFile.Write(path, ToHtml(answers, addressOf));
        return path;
    }

    private static string ToHtml(ClaimAnswers answers, Func<CellLink, string?> addressOf)
    {
        var html = new StringBuilder(PageFrame.Head(Title))
            .Append("<header>\n<nav class=\"links\"><a href=\"index.html\">All notebooks</a></nav>\n")
            .Append($"<h1>{Title}</h1>\n<p class=\"answer\">{HtmlText.Encode(answers.InWords())}</p>\n</header>\n")
            .Append("<section class=\"warnings\">\n<h2>How to read a verdict</h2>\n<ul>\n")
            .Append("<li>A count <em>holds</em> if the number of the network, rounded or cut off to the printed precision, is the printed one.</li>\n")
            .Append($"<li>{HtmlText.Encode(ProxyRule.Words)}</li>\n</ul>\n</section>\n");
        foreach (var topic in answers.Rows.GroupBy(row => row.Claim.Topic))
        {
            html.Append($"<section>\n<h2>{HtmlText.Encode(Heading(topic.Key))}</h2>\n").Append(ClaimsHtml.Table(topic, addressOf)).Append("</section>\n");
        }

        return html.Append(PageFrame.Foot).ToString();
    }

    private static string Heading(string topic)
    {
        var words = topic.Replace('-', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}

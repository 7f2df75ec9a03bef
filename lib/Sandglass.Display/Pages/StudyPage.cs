using System.Text;

namespace Sandglass.Display.Pages;

/// <summary>A part of a page under a heading.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Parts">What stands beneath, as HTML; see <see cref="PageParts"/>.</param>
internal sealed record PageSection(string Heading, params IReadOnlyList<string> Parts);

/// <summary>
/// A page of a study for any browser: answer first, then numbers, figures, and how they came about. It needs no other file and no
/// network, and runs no script.
/// </summary>
/// <param name="Name">Name of the study.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Answers">What follows, a sentence each.</param>
/// <param name="Warnings">What the reader should know before believing the numbers; empty for none.</param>
/// <param name="Sections">The rest.</param>
internal sealed record StudyPage(
    string Name, string Question, IReadOnlyList<string> Answers, IReadOnlyList<string> Warnings, IReadOnlyList<PageSection> Sections)
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">The file; it must not be there yet.</param>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void Write(string path) => PageFrame.WriteNew(path, ToHtml());

    internal string ToHtml()
    {
        var html = new StringBuilder(PageFrame.Head($"{Name}: {Question}", policy: PageFrame.Policy()))
            .Append($"<header>\n<p class=\"kind\">Study {HtmlText.Encode(Name)}</p>\n<h1>{HtmlText.Encode(Question)}</h1>\n")
            .AppendJoin("", Answers.Select(answer => $"<p class=\"answer\">{HtmlText.Encode(answer)}</p>\n")).Append("</header>\n")
            .Append(PageParts.Warnings(Warnings));
        foreach (var section in Sections.Where(section => section.Parts.Any(part => part.Length > 0)))
        {
            html.Append($"<section>\n<h2>{HtmlText.Encode(section.Heading)}</h2>\n").AppendJoin("", section.Parts).Append("</section>\n");
        }

        return html.Append(PageFrame.Foot).ToString();
    }
}

using System.Text;
using NotebookEngine.Gallery;

namespace Workbench.Site;

/// <summary>The page that lists the documents.</summary>
internal static class DocumentList
{
    public static string ToHtml(IEnumerable<SiteDocument> documents, string navigation)
    {
        var html = new StringBuilder(PageFrame.Head("Documents", navigation)).Append("<h1>Documents</h1>\n");
        foreach (var group in documents.GroupBy(document => document.Group))
        {
            html.Append($"<h2>{Markup.Encode(group.Key)}</h2>\n<ul class=\"documents\">\n")
                .AppendJoin("", group.Select(document => $"<li><a href=\"{document.Address}\">{Markup.Encode(document.Page.Title)}</a> <span class=\"note\">{Markup.Encode(document.File)}</span></li>\n"))
                .Append("</ul>\n");
        }

        return html.Append(PageFrame.Foot).ToString();
    }
}

using Markdig.Helpers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace NotebookEngine.Gallery;

/// <summary>
/// Names by which headings can be linked to, as GitHub makes them of their words: the second <c>Cost</c> is
/// <c>cost-1</c>. The library's own way counts from one at each of them.
/// </summary>
internal static class HeadingNames
{
    /// <summary>Gives each heading its name.</summary>
    public static void Give(MarkdownDocument document)
    {
        var taken = new HashSet<string>();
        var next = new Dictionary<string, int>();
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            var words = LinkHelper.UrilizeAsGfm(Words(heading));
            var name = words.Length == 0 ? "section" : words;
            var (unique, number) = (name, next.GetValueOrDefault(name));
            while (!taken.Add(unique))
            {
                unique = FormattableString.Invariant($"{name}-{++number}");
            }

            next[name] = number;
            heading.GetAttributes().Id = unique;
        }
    }

    private static string Words(HeadingBlock heading)
    {
        var text = new StringWriter();
        var renderer = new HtmlRenderer(text) { EnableHtmlForInline = false, EnableHtmlEscape = false };
        if (heading.Inline is not null)
        {
            renderer.Render(heading.Inline);
        }

        return text.ToString();
    }
}

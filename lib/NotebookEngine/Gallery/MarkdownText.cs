using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace NotebookEngine.Gallery;

/// <summary>Markdown as HTML, with tables, headings that can be linked to, and formulas left as they are written.</summary>
/// <param name="pages">The names of the gallery's notebooks, between which links work.</param>
internal sealed class MarkdownText(IEnumerable<string> pages)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UseMathematics().Build();

    private readonly HashSet<string> _notebooks = [.. pages.Select(name => name + ".ipynb")];

    /// <summary>The HTML, harmless whatever the text held.</summary>
    /// <param name="source">The Markdown.</param>
    /// <param name="attachments">Pictures that come with it.</param>
    public string ToHtml(string source, Attachments attachments)
    {
        var document = Markdown.Parse(source, Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = InGallery(link.Url ?? "");
        }

        var html = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathInlineRenderer>(new FormulaRenderer());
        renderer.Render(document);
        return HarmlessHtml.Clean(html.ToString(), attachments);
    }

    /// <summary>The words of the first heading, or null.</summary>
    public static string? FirstHeading(string source) => Words<HeadingBlock>(source);

    /// <summary>The words of the first paragraph, or null.</summary>
    public static string? FirstParagraph(string source) => Words<ParagraphBlock>(source);

    private static string? Words<T>(string source)
        where T : LeafBlock =>
        Markdown.Parse(source, Pipeline).OfType<T>().FirstOrDefault()?.Inline is { } inline
            ? string.Concat(inline.Descendants().Select(Word)).Trim()
            : null;

    private static string Word(MarkdownObject part) => part switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        MathInline formula => formula.Content.ToString(),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => " ",
        _ => "",
    };

    // A link to another notebook leads to its page; one to a file that the gallery does not have leads nowhere.
    private string InGallery(string url)
    {
        var parts = url.Split('#', 2);
        return _notebooks.Contains(Uri.UnescapeDataString(parts[0])) ? url.Replace(".ipynb", ".html", StringComparison.Ordinal) : url;
    }

    /// <summary>Keeps the dollars, so that a formula is told from other text.</summary>
    private sealed class FormulaRenderer : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline formula) =>
            renderer.Write("<span class=\"math\">$").WriteEscape(formula.Content).Write("$</span>");
    }
}

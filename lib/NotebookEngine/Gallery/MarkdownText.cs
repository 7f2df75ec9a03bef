using System.Buffers;
using Markdig;
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
        .UsePipeTables().UseMathematics().Build();

    // What may send the parser to the end of the text and back: comments, code, formulas, links.
    private static readonly SearchValues<string> Openers = SearchValues.Create(["<", "`", "$", "]:", "]("], StringComparison.Ordinal);

    // A line of these makes a heading or a table of the one above it, which is looked up among all blocks.
    private static readonly SearchValues<char> Rules = SearchValues.Create("=-|: \t");

    // Openers times letters, so a picture of megabytes within a text is none the worse.
    private const long MostWork = 1L << 32;

    // Of all tables together: the parser gives a row of one letter as many cells as the widest has.
    private const long MostCells = 1_000_000;

    // Lists in lists in lists.
    private const int MostIndented = 500;

    private readonly HashSet<string> _notebooks = [.. pages.Select(name => name + ".ipynb")];

    /// <summary>The HTML, harmless whatever the text held; the text as it is where it nests deeper than any page does.</summary>
    /// <param name="source">The Markdown.</param>
    /// <param name="attachments">Pictures that come with it.</param>
    public string ToHtml(string source, Attachments attachments) =>
        Within(source, Render) is { } html ? HarmlessHtml.Clean(html, attachments) : $"<pre>{Markup.Encode(source)}</pre>\n";

    /// <summary>The words of the first heading, or null.</summary>
    public static string? FirstHeading(string source) => Words<HeadingBlock>(source);

    /// <summary>The words of the first paragraph, or null.</summary>
    public static string? FirstParagraph(string source) => Words<ParagraphBlock>(source);

    private static string? Words<T>(string source)
        where T : LeafBlock =>
        Within(source, document => document.OfType<T>().FirstOrDefault()?.Inline is { } inline
            ? string.Concat(inline.Descendants().Select(Word)).Trim()
            : null);

    // Null where there is too much to do, or brackets and lists nest so deep that the library throws.
    private static string? Within(string source, Func<MarkdownDocument, string?> use)
    {
        try
        {
            return IsTooMuch(source) ? null : use(Markdown.Parse(source, Pipeline));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private string Render(MarkdownDocument document)
    {
        HeadingNames.Give(document);
        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = InGallery(link.Url ?? "");
        }

        var html = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathInlineRenderer>(new FormulaRenderer());
        renderer.Render(document);
        return html.ToString();
    }

    private static bool IsTooMuch(string source)
    {
        var (lines, rules, rows, widest, indented) = (0L, 0L, 0L, 0, 0);
        foreach (var line in source.AsSpan().EnumerateLines())
        {
            indented = Math.Max(indented, line.IndexOfAnyExcept(' ', '\t'));
            var bars = line.Count('|');
            (rows, widest) = (rows + Math.Min(bars, 1), Math.Max(widest, bars + 1));
            lines++;
            rules += !line.IsWhiteSpace() && !line.ContainsAnyExcept(Rules) ? 1 : 0;
        }

        return indented > MostIndented || rows * widest > MostCells || rules * lines > MostWork || Openings(source) * source.Length > MostWork;
    }

    private static long Openings(string source)
    {
        var openers = 0L;
        for (var rest = source.AsSpan(); rest.IndexOfAny(Openers) is >= 0 and var at; rest = rest[(at + 1)..])
        {
            openers++;
        }

        return openers;
    }

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
